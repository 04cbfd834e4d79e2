"""The demo's letters: a compact script a person can read, and builders that make mail of it."""
