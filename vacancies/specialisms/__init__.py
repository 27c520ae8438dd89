"""Transferring officers: the specialisms that the Met looks for, and interest in them."""
