"""Files the program reads as data: phrases, note templates, the example config."""
