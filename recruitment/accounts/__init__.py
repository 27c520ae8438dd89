"""Accounts: people, their roles and rights, sign-in, and standing inside the organisation."""
