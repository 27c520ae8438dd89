"""What changes on the desk: notes and tasks, saved views, and many applications at once."""
