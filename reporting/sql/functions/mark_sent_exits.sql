-- Trigger: when an exit reason begins or ceases to count, the enrolments that ended so come into locked months or go out of
-- them: these are marked.
CREATE OR REPLACE FUNCTION app.mark_sent_exits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    enrolments uuid[];
BEGIN
    IF NOT app.has_locked_months() OR app.is_counted(OLD.outcome) = app.is_counted(NEW.outcome) THEN
        RETURN NULL;
    END IF;
    enrolments := ARRAY(SELECT id FROM public.participants_enrolment WHERE exit_reason_id = NEW.code);
    UPDATE public.reporting_sentrow SET changed_at = now()
    WHERE enrolment_id = ANY (enrolments) AND changed_at IS NULL;
    PERFORM app.mark_unsent_enrolments(enrolments);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.mark_sent_exits() FROM PUBLIC;
