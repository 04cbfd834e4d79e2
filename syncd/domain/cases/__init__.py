"""What waits for whom, since when, until when."""
