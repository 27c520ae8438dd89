"""Adverts: what is vacant, who may see it, and how people find it."""
