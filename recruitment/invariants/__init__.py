"""Sentences that must be true of the data, looked at once a day; staff hear of what is not."""
