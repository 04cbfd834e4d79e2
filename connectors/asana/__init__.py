"""Reading and writing Asana: the official SDK's calls over our own wire."""
