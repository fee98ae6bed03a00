-- Steps that would have taken effect after the end of a placement go. written: the statuses of the rows that are written.
DELETE FROM interventions_hoursstep h
USING incoming t
WHERE t.status = ANY (%(written)s) AND h.placement_id = t.id AND h.started_on > t.ended_on
