-- Registered enrolments get the file's facts. assignments: column = t.column, for each of them.
-- What a file does not have and no longer holds goes: the extent of an income that is gone, the day of exit facts before
-- the last day, and everything about an exit that is taken back.
UPDATE participants_enrolment e SET {assignments}, version = e.version + 1,
    income_before_percent = (
        SELECT coalesce(jsonb_object_agg(p.code, p.percent), '{{}}')
        FROM jsonb_each(e.income_before_percent) p (code, percent) WHERE p.code = ANY (t.income_before)
    ),
    income_after_percent = (
        SELECT coalesce(jsonb_object_agg(p.code, p.percent), '{{}}')
        FROM jsonb_each(e.income_after_percent) p (code, percent) WHERE p.code = ANY (t.income_after)
    ),
    exit_facts_on = CASE WHEN e.exit_facts_on >= t.ended_on THEN e.exit_facts_on END,
    exit_registered_on = CASE WHEN t.ended_on IS NOT NULL THEN e.exit_registered_on END,
    ready_for_training = CASE WHEN t.ended_on IS NOT NULL THEN e.ready_for_training END
FROM incoming t
WHERE t.is_registered AND t.facts_changed AND e.id = t.id
