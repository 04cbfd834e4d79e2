"""The demo's mail: an IMAP server on loopback."""
