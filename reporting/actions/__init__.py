"""Writes of this app: making a file, and locking what was sent."""
