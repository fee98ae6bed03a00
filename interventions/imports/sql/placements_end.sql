-- Placements that go on when the file ends their enrolment end with it, as when it is closed by page, but not before
-- attendance that is registered. Parameters: reason, result.
UPDATE interventions_placement p SET
    ended_on = greatest(p.started_on, t.ended_on, (
        SELECT max(a.last_on) FROM interventions_attendance a WHERE a.placement_id = p.id
    )),
    end_reason = %(reason)s,
    result = %(result)s,
    version = p.version + 1
FROM incoming t
WHERE t.is_registered AND t.ended_on IS NOT NULL
  AND t.old_end IS DISTINCT FROM t.ended_on
  AND p.enrolment_id = t.id AND p.ended_on IS NULL;
DELETE FROM interventions_hoursstep h
USING incoming t, interventions_placement p
WHERE t.is_registered AND t.ended_on IS NOT NULL
  AND p.enrolment_id = t.id AND h.placement_id = p.id AND h.started_on > p.ended_on;
