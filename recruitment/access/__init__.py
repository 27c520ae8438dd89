"""Access: which device asks, how long a session lasts, what headers say, what logs may hold."""
