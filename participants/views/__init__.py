"""Pages: a door, a form, one action, a redirect or a page."""
