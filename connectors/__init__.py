"""The two outside worlds: IMAP and Asana. Neither knows the other, nor SQL, nor the config file."""
