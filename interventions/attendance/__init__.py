"""Attendance at placements, by day or by week: participation time."""
