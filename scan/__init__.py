"""`make scan`: wapiti and sqlmap against the running program, as each role."""
