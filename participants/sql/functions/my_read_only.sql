-- The enrolments that the actor reads and does not change: open in an emergency, or by a read access alone. Asked of the
-- tables, because a kept value could be taken away. Where one and the same role of the actor sees the whole delprojekt
-- and edits there, a read access takes nothing away.
CREATE OR REPLACE FUNCTION app.my_read_only() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    own bigint[] := app.delprojekt_with('see_assigned');
    reading uuid[] := app.enrolments_read_by(app.uid(), app.today(), own);
    working uuid[];
BEGIN
    IF cardinality(reading) > 0 THEN
        working := coalesce(app.enrolments_assigned_to(app.uid(), app.today(), own), '{}');
        reading := ARRAY(
            SELECT e.id FROM participants_enrolment e
            WHERE e.id = ANY (reading) AND NOT e.id = ANY (working)
              AND NOT e.delprojekt_id = ANY (app.whole_delprojekt_with('edit_enrolment'))
        );
    END IF;
    RETURN reading || app.my_emergencies();
END $$;
