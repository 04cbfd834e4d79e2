"""The embedded world: letters, an Asana simulator, an IMAP server. The tests use it too."""
