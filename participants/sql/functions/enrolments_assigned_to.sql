-- The enrolments that a member of staff works with on a day in some delprojekt, and those that are open for the actor in an
-- emergency; NULL for none. Called by app.enter, as the owner.
CREATE OR REPLACE FUNCTION app.enrolments_assigned_to(actor bigint, day date, delprojekt bigint[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT array_agg(DISTINCT opened.enrolment_id)
        FROM (
            SELECT worked.enrolment_id
            FROM unnest(app.enrolments_worked_with(actor, day, delprojekt)) worked (enrolment_id)
            UNION ALL
            SELECT o.enrolment_id
            FROM participants_emergencyopening o
            WHERE o.staff_id = actor AND o.delprojekt_id = ANY (delprojekt) AND o.ends_at > statement_timestamp()
        ) opened
    );
END $$;
