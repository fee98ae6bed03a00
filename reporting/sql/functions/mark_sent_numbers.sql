-- Trigger: the rows of locked months (reporting_sentrow) of who gets another number are marked. Whether a row says
-- something else now, its fingerprint tells.
CREATE OR REPLACE FUNCTION app.mark_sent_numbers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF NOT app.has_locked_months() THEN
        RETURN NULL;
    END IF;
    UPDATE public.reporting_sentrow s SET changed_at = now()
    FROM new_rows n
    JOIN public.participants_enrolment e ON e.participant_id = n.participant_id
    WHERE s.enrolment_id = e.id AND s.changed_at IS NULL;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.mark_sent_numbers() FROM PUBLIC;
