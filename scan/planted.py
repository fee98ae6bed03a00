"""The addresses of the planted holes (scan/hole.py)."""

SCRIPT_HOLE, SQL_HOLE = "/hal/skript/", "/hal/sql/"
