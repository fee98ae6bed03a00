-- Trigger: for a person with skyddad folkbokföring no address is kept (docs/domain.md §6.6). When that protection is set
-- later, app.spread_protection touches the row, and the address goes.
CREATE OR REPLACE FUNCTION app.keep_no_address() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM participants_enrolment e
        JOIN participants_participant p ON p.id = e.participant_id
        WHERE e.id = NEW.enrolment_id AND p.protection = 'SKYDDAD_FOLKBOKFORING'
    ) THEN
        NEW.address := NULL;
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.keep_no_address() FROM PUBLIC;
