-- Trigger: a row of an enrolment has the enrolment's delprojekt and protection, whatever the caller says.
CREATE OR REPLACE FUNCTION app.copy_scope() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    SELECT e.delprojekt_id, e.is_protected INTO NEW.delprojekt_id, NEW.is_protected
    FROM participants_enrolment e
    WHERE e.id = NEW.enrolment_id;
    RETURN NEW;
END $$;
