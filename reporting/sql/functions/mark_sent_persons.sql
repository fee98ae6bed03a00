-- Trigger: the rows of locked months (reporting_sentrow) of a person whose sex or date of birth is another are marked: a
-- protected person's identity is made of both. Whether a row says something else now, its fingerprint tells.
CREATE OR REPLACE FUNCTION app.mark_sent_persons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF NOT app.has_locked_months() THEN
        RETURN NULL;
    END IF;
    UPDATE public.reporting_sentrow s SET changed_at = now()
    FROM new_rows n
    JOIN old_rows f ON f.id = n.id AND (f.sex, f.birth_date) IS DISTINCT FROM (n.sex, n.birth_date)
    JOIN public.participants_enrolment e ON e.participant_id = n.id
    WHERE s.enrolment_id = e.id AND s.changed_at IS NULL;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.mark_sent_persons() FROM PUBLIC;
