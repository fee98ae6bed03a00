-- The enrolments that the actor has opened in an emergency and is not assigned to: they are read, and a contact is
-- logged, and nothing that stands there is changed. Asked of the table, because an opening ends by itself.
CREATE OR REPLACE FUNCTION app.my_emergencies() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    actor bigint := app.uid();
    day date := app.today();
BEGIN
    RETURN ARRAY(
        SELECT o.enrolment_id FROM participants_emergencyopening o
        WHERE o.staff_id = actor AND o.ends_at > statement_timestamp()
          AND NOT EXISTS (
              SELECT FROM participants_assignment a
              WHERE a.enrolment_id = o.enrolment_id AND a.staff_id = actor
                AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
          )
    );
END $$;
