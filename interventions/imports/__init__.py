"""Participants and contacts from files (docs/formats.md §3).

One way through for both: `engine.run` streams the rows into a temporary table `incoming` (cells are
read in Python, `columns`), the database tells what cannot be so (`staging`), what is new and what
has changed, and one transaction writes it. `participants` and `contacts` hold what is their own.
"""
