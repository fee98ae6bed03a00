"""The embedded PostgreSQL, the database roles, and `make run`. No Django here, except in serve.py."""


class EmbeddedError(Exception):
    """The database cannot be had; the text is one sentence that says what to do."""
