"""Nobody forgotten: how long since the last contact, and the gap that is coming."""
