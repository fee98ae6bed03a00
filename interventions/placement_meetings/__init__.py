"""Meetings of participant, host and MIA about a placement, once a month."""
