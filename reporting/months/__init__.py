"""A month that has been sent to an authority: locking it, and what has changed in it since."""
