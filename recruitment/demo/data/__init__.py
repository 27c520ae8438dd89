"""Invented data of the demonstration; no person in it exists."""
