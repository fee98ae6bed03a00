-- Trigger: a placement is by an agreement of its own host and delprojekt. The row's delprojekt is that of its enrolment
-- (participants/sql/functions/copy_scope.sql, which runs first: triggers run in the order of their names).
CREATE OR REPLACE FUNCTION app.keep_agreement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF NEW.agreement_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM interventions_agreement a
        WHERE a.id = NEW.agreement_id AND a.host_id = NEW.host_id AND a.delprojekt_id = NEW.delprojekt_id
    ) THEN
        RAISE check_violation USING
            MESSAGE = 'the agreement is of another host or delprojekt',
            CONSTRAINT = 'placement_is_by_its_agreement';
    END IF;
    RETURN NEW;
END $$;
