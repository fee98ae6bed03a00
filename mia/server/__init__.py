"""The embedded PostgreSQL, the database roles, and `make run`; only serve.py uses Django."""


class EmbeddedError(Exception):
    """The database cannot be had; the text is one sentence that says what to do."""
