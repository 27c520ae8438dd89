"""Candidates, applications and everything that happens to them, from draft to first day."""
