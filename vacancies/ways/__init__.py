"""The pages of the ways to join: temporary and interim, new constables, special constables."""
