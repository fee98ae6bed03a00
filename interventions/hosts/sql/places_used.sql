-- Places in use by agreement, in each of some periods. Parameters: first_days, last_days (as many, both inclusive);
-- agreements, the keys of those that are wanted.
-- Columns: first_on, agreement, participants, place_days (days on which a participant had a place, together).
SELECT period.first_on, used.agreement, used.participants, used.place_days
FROM unnest(%(first_days)s::date[], %(last_days)s::date[]) AS period (first_on, last_on)
CROSS JOIN LATERAL app.places_used(period.first_on, period.last_on, %(agreements)s) AS used
