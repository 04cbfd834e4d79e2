"""From the bytes of a message to who wrote what, when, in which thread."""
