"""Deleted contacts: why, by whom, and back again within 30 days."""
