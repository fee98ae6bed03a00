-- Registered enrolments get the file's facts. assignments: column = t.column, for each column that the file has.
-- What a file does not have (absent) stays, but for what no longer holds, as in enrolments_no_longer.sql; it is read from
-- the enrolment again, which somebody may have changed meanwhile.
UPDATE participants_enrolment e SET {assignments}, version = e.version + 1,
    income_before_percent = CASE WHEN 'income_before_percent' = ANY (%(absent)s) THEN e.income_before_percent - ARRAY(
        SELECT code FROM jsonb_object_keys(e.income_before_percent) code WHERE code <> ALL (t.income_before)
    ) ELSE t.income_before_percent END,
    income_after_percent = CASE WHEN 'income_after_percent' = ANY (%(absent)s) THEN e.income_after_percent - ARRAY(
        SELECT code FROM jsonb_object_keys(e.income_after_percent) code WHERE code <> ALL (t.income_after)
    ) ELSE t.income_after_percent END,
    exit_facts_on = CASE
        WHEN NOT 'exit_facts_on' = ANY (%(absent)s) THEN t.exit_facts_on
        WHEN e.exit_facts_on >= t.ended_on THEN e.exit_facts_on
    END,
    ready_for_training = CASE
        WHEN NOT 'ready_for_training' = ANY (%(absent)s) THEN t.ready_for_training
        WHEN t.ended_on IS NOT NULL THEN e.ready_for_training
    END,
    exit_registered_on = CASE WHEN t.ended_on IS NOT NULL THEN e.exit_registered_on END
FROM incoming t
WHERE t.is_registered AND t.facts_changed AND e.id = t.id
