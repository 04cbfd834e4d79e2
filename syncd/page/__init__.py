"""A static site for the agency's own people, made from the local database alone."""
