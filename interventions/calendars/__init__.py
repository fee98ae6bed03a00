"""The calendar of a member of staff outside MIA: times without names, at a secret address."""
