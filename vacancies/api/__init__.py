"""The read-only JSON API of public vacancies, version 1. Its words are promises: see schema.py."""
