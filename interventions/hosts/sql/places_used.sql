-- Places in use by agreement. Parameters: first, last, both inclusive.
-- Columns: agreement, participants, place_days (days on which a participant had a place, together).
SELECT agreement, participants, place_days FROM app.places_used(%(first)s, %(last)s)
