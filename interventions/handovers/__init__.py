"""Warm handover: the cases of a colleague who leaves or is ill move to others."""
