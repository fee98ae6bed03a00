-- What each row is: new, changed or unchanged. registered, incoming: the same columns of either, in the same order. A step
-- that is registered and not in the file stays.
UPDATE incoming SET status = %(new)s;
UPDATE incoming t SET status = CASE
    WHEN ({registered}) IS DISTINCT FROM ({incoming}) THEN %(changed)s
    WHEN EXISTS (
        SELECT FROM jsonb_to_recordset(t.steps) AS s(started_on date, hours integer)
        LEFT JOIN interventions_hoursstep h ON h.placement_id = t.id AND h.started_on = s.started_on
        WHERE h.hours IS DISTINCT FROM s.hours
    ) THEN %(changed)s
    ELSE %(unchanged)s
END
FROM interventions_placement p
WHERE t.is_registered AND p.id = t.id;
ANALYZE incoming;
