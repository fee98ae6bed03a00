-- Trigger: when an ESF project has another reference or last day, its rows of locked months (reporting_sentrow) are marked,
-- at most 1,000 of each month: they are compared each time a page is shown, and one is enough to tell of the month.
-- Whether a row says something else now, its fingerprint tells.
CREATE OR REPLACE FUNCTION app.mark_sent_projects() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF NOT app.has_locked_months() THEN
        RETURN NULL;
    END IF;
    UPDATE public.reporting_sentrow s SET changed_at = now()
    FROM (SELECT DISTINCT run FROM app.locked_months() WHERE project = NEW.id) AS month,
         LATERAL (
             SELECT r.id
             FROM public.reporting_sentrow r
             JOIN public.participants_enrolment e ON e.id = r.enrolment_id
             WHERE r.run_id = month.run AND e.project_id = NEW.id
             LIMIT 1000
         ) AS chosen
    WHERE s.id = chosen.id AND s.changed_at IS NULL;
    PERFORM app.mark_unsent_enrolments(
        ARRAY(
            SELECT id FROM public.participants_enrolment
            WHERE project_id = NEW.id AND NEW.ended_on IS DISTINCT FROM OLD.ended_on
        )
    );
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.mark_sent_projects() FROM PUBLIC;
