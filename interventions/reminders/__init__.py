"""Reminders to staff by e-mail: how much waits in MIA, and nothing about whom."""
