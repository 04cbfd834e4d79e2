"""What should stand in Asana: notes, their words, their readers."""
