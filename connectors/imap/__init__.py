"""Reading mail over IMAP without ever changing it."""
