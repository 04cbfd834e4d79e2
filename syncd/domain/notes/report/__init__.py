"""Weekly and monthly reports to a client: their text, and their review in Asana (PRODUCT.md section 10)."""
