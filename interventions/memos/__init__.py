"""Memos: what a worker wants to be reminded of about a case on a day."""
