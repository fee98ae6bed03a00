-- What a file does not have and no longer holds goes: the extent of an income that is gone, the day of exit facts before
-- the last day, and that somebody is ready for training when the exit is taken back. absent: the columns that the file
-- does not have, which are those of the registered rows (fill_absent.sql).
UPDATE incoming t SET
    income_before_percent = CASE WHEN 'income_before_percent' = ANY (%(absent)s) THEN t.income_before_percent - ARRAY(
        SELECT code FROM jsonb_object_keys(t.income_before_percent) code WHERE code <> ALL (t.income_before)
    ) ELSE t.income_before_percent END,
    income_after_percent = CASE WHEN 'income_after_percent' = ANY (%(absent)s) THEN t.income_after_percent - ARRAY(
        SELECT code FROM jsonb_object_keys(t.income_after_percent) code WHERE code <> ALL (t.income_after)
    ) ELSE t.income_after_percent END,
    exit_facts_on = CASE
        WHEN NOT 'exit_facts_on' = ANY (%(absent)s) OR t.exit_facts_on >= t.ended_on THEN t.exit_facts_on
    END,
    ready_for_training = CASE
        WHEN NOT 'ready_for_training' = ANY (%(absent)s) OR t.ended_on IS NOT NULL THEN t.ready_for_training
    END
WHERE t.is_registered AND (
    t.income_before_percent <> '{}' OR t.income_after_percent <> '{}'
    OR t.exit_facts_on IS NOT NULL OR t.ready_for_training IS NOT NULL
)
