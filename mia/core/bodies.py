"""How large the body of a request may be: little before log-in, a file where files are read.

The server asks before it reads a body, with what the address and the cookies say; the application
asks again when it knows whether the session is real.
"""

BEFORE_LOGIN = 64 * 1024
FORM = 2_621_440  # Django's own limit for the fields of a form
BESIDE_THE_FILE = 64 * 1024  # the other fields, and what a browser puts around a file
UPLOAD_PATHS = ("/las-in/",)


def largest_body(path: str, *, has_session: bool, largest_file: int) -> int:
    """Return how many bytes a request for `path` may bring."""
    if not has_session:
        return BEFORE_LOGIN
    if path in UPLOAD_PATHS:
        return largest_file + BESIDE_THE_FILE
    return FORM
