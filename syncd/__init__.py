"""A background daemon for advertising agencies: mail and Asana read, notes written, nothing changed."""

__version__ = "0.1.0"
