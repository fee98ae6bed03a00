-- The protected cases of the delprojekt where the actor may open them in an emergency, and that are not open to the
-- actor: an alias and who may open the case, nothing more.
CREATE OR REPLACE FUNCTION app.closed_cases()
RETURNS TABLE (
    enrolment uuid, participant uuid, alias text, delprojekt text, started_on date, ended_on date, staff text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    opened bigint[] := app.delprojekt_with('open_emergency');
    own uuid[] := app.my_enrolments();
    day date := app.today();
BEGIN
    RETURN QUERY
    SELECT
        e.id,
        p.id,
        p.alias::text,
        d.name::text,
        e.started_on,
        e.ended_on,
        (
            SELECT string_agg(s.name, ', ' ORDER BY s.name)
            FROM participants_assignment a
            JOIN organisation_staff s ON s.id = a.staff_id AND s.is_active
            WHERE a.enrolment_id = e.id AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
        )
    FROM participants_enrolment e
    JOIN participants_participant p ON p.id = e.participant_id
    JOIN organisation_delprojekt d ON d.id = e.delprojekt_id
    WHERE e.is_protected AND p.disposed_on IS NULL AND e.delprojekt_id = ANY (opened) AND NOT e.id = ANY (own);
END $$;
