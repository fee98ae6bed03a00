-- Persons (in the column ${key}) are seen through an enrolment that is seen.
CREATE POLICY may_select ON ${table} FOR SELECT TO mia_app USING (
    ${key} = ANY ((SELECT app.my_participants())::uuid[])
    OR EXISTS (
        SELECT FROM participants_enrolment e
        WHERE e.participant_id = ${table}.${key} AND NOT e.is_protected
          AND e.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_delprojekt'))::bigint[])
    )
);
