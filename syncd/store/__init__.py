"""What is known, in SQLite: tables, rows and the transactions that keep them whole."""
