"""Advert templates: the texts and facts of an advert, kept to begin new drafts from."""
