-- Protected persons in the delprojekt of those who see it whole: an alias and who is assigned, nothing more. A page at a
-- time, latest start first; those that the actor is assigned to are left out (they are listed by name).
-- place: a delprojekt or NULL; state: 'oppna', 'avslutade' or another text for both.
CREATE OR REPLACE FUNCTION app.protected_aliases(place bigint, state text, most integer, past integer)
RETURNS TABLE (participant uuid, alias text, delprojekt_id bigint, started_on date, ended_on date, staff text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    whole bigint[] := app.delprojekt_with('see_delprojekt');
    assigned uuid[] := app.my_enrolments();
    day date := app.today();
BEGIN
    RETURN QUERY
    SELECT
        p.id,
        p.alias::text,
        e.delprojekt_id,
        e.started_on,
        e.ended_on,
        (
            SELECT string_agg(s.name, ', ' ORDER BY s.name)
            FROM participants_assignment a
            JOIN organisation_staff s ON s.id = a.staff_id
            WHERE a.enrolment_id = e.id AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
        )
    FROM participants_enrolment e
    JOIN participants_participant p ON p.id = e.participant_id
    WHERE e.is_protected
      AND p.disposed_on IS NULL
      AND e.delprojekt_id = ANY (whole)
      AND NOT e.id = ANY (assigned)
      AND (place IS NULL OR e.delprojekt_id = place)
      AND CASE state
          WHEN 'oppna' THEN e.ended_on IS NULL OR e.ended_on >= day
          WHEN 'avslutade' THEN e.ended_on < day
          ELSE true
      END
    ORDER BY e.started_on DESC, p.alias
    LIMIT most OFFSET past;
END $$;
