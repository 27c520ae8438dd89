"""The append-only log of who did what, when, and why. Services write it; no feature reads it."""
