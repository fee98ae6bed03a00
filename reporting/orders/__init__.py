"""Exports that are too large to wait for: ordered, made by a job, and fetched within a day."""
