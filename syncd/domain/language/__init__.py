"""From the text of a letter to what it decides, asks and promises."""
