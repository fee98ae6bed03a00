-- Methods that ended with the enrolment end on its new last day.
UPDATE interventions_methodwork w SET ended_on = CASE
    WHEN t.ended_on IS NOT NULL THEN greatest(w.started_on, t.ended_on)
END
FROM incoming t
WHERE t.is_registered AND w.enrolment_id = t.id
  AND t.old_end IS DISTINCT FROM t.ended_on
  AND w.ended_on IS NOT DISTINCT FROM t.old_end
