"""Reads of contacts."""

PAGE = 50  # contacts
