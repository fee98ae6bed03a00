-- The enrolments that a member of staff, or a colleague of the same team, is assigned to on a day in some delprojekt;
-- NULL for none; and those of an absent colleague whose substitute the actor is. A protected person is the assigned
-- staff's alone, never the team's or the substitute's.
-- The colleagues are joined, so that the index of assignments by staff is used: with an array of unknown length every
-- assignment of the delprojekt was read. Called by app.enrolments_assigned_to and app.my_emergencies, as the owner.
CREATE OR REPLACE FUNCTION app.enrolments_worked_with(actor bigint, day date, delprojekt bigint[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    teams bigint[];
    staff bigint[];
BEGIN
    teams := ARRAY(
        SELECT m.team_id FROM organisation_membership m
        WHERE m.staff_id = actor AND m.team_id IS NOT NULL
          AND m.started_on <= day AND (m.ended_on IS NULL OR m.ended_on >= day)
    );
    staff := actor || ARRAY(
        SELECT m.staff_id FROM organisation_membership m
        WHERE m.team_id = ANY (teams)
          AND m.started_on <= day AND (m.ended_on IS NULL OR m.ended_on >= day)
    );
    RETURN (
        SELECT array_agg(DISTINCT opened.enrolment_id)
        FROM (
            SELECT a.enrolment_id
            FROM unnest(staff) colleague (id)
            JOIN participants_assignment a ON a.staff_id = colleague.id
            WHERE a.delprojekt_id = ANY (delprojekt)
              AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
              AND (a.staff_id = actor OR NOT a.is_protected)
            UNION ALL
            SELECT a.enrolment_id
            FROM organisation_absence absence
            JOIN participants_assignment a
                ON a.staff_id = absence.staff_id AND a.delprojekt_id = absence.delprojekt_id
            WHERE absence.substitute_id = actor AND a.delprojekt_id = ANY (delprojekt)
              AND absence.started_on <= day AND absence.ended_on >= day
              AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
              AND NOT a.is_protected
        ) opened
    );
END $$;
