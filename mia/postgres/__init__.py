"""The PostgreSQL under MIA: the embedded cluster and the database roles. No Django here."""


class EmbeddedError(Exception):
    """The database cannot be had; the text is one sentence that says what to do."""
