"""The participation time of a month, and that the participant has attested it."""
