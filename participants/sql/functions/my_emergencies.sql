-- The enrolments that the actor has opened in an emergency and does not work with otherwise: they are read, and a contact is
-- logged, and nothing that stands there is changed. Asked of the table, because an opening ends by itself.
CREATE OR REPLACE FUNCTION app.my_emergencies() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    actor bigint := app.uid();
    working uuid[];
BEGIN
    IF NOT EXISTS (SELECT FROM participants_emergencyopening o WHERE o.staff_id = actor AND o.ends_at > statement_timestamp()) THEN
        RETURN '{}';
    END IF;
    working := coalesce(app.enrolments_worked_with(actor, app.today(), app.delprojekt_with('see_assigned')), '{}');
    RETURN ARRAY(
        SELECT o.enrolment_id FROM participants_emergencyopening o
        WHERE o.staff_id = actor AND o.ends_at > statement_timestamp()
          AND NOT o.enrolment_id = ANY (working)
    );
END $$;
