-- Trigger: the rows of locked months (reporting_sentrow) that a change of enrolments may have made untrue are marked, and
-- the months that an enrolment has come into. Whether a row says something else now, its fingerprint tells.
--
-- An end touches the months from the earlier of the former and the new last day; whatever else a file tells of the
-- enrolment stands in every month.
CREATE OR REPLACE FUNCTION app.mark_sent_enrolments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    changed_enrolments uuid[];
BEGIN
    IF NOT app.has_locked_months() THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        PERFORM app.mark_unsent_enrolments(ARRAY(SELECT id FROM new_rows));
        RETURN NULL;
    END IF;
    WITH compared AS (
        SELECT e.id,
               CASE
                   WHEN (f.participant_id, f.delprojekt_id, f.project_id, f.started_on, f.labour_status, f.is_protected)
                        IS DISTINCT FROM
                        (e.participant_id, e.delprojekt_id, e.project_id, e.started_on, e.labour_status, e.is_protected)
                       OR app.is_counted(former_exit.outcome) <> app.is_counted(exit.outcome)
                       THEN '-infinity'
                   WHEN f.ended_on IS DISTINCT FROM e.ended_on THEN least(f.ended_on, e.ended_on)
               END AS from_on
        FROM new_rows e
        JOIN old_rows f ON f.id = e.id
        LEFT JOIN public.participants_exitreason exit ON exit.code = e.exit_reason_id
        LEFT JOIN public.participants_exitreason former_exit ON former_exit.code = f.exit_reason_id
    ),
    changed AS (
        SELECT id, from_on FROM compared WHERE from_on IS NOT NULL
    ),
    marked AS (
        UPDATE public.reporting_sentrow s SET changed_at = now()
        FROM changed c
        WHERE s.enrolment_id = c.id AND s.changed_at IS NULL
          AND s.first_on + interval '1 month' > c.from_on
    )
    SELECT array_agg(id) INTO changed_enrolments FROM changed;
    PERFORM app.mark_unsent_enrolments(changed_enrolments);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.mark_sent_enrolments() FROM PUBLIC;
