-- Rows of a person (in the column ${key}): added by those who register participants, changed by those who see the
-- person and change enrolments. The restrictive policy refuses everyone who sees participants nowhere.
-- include mia.access/row_level_security.sql
CREATE POLICY restrictive ON ${table} AS RESTRICTIVE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('see_assigned', 'see_delprojekt'))) > 0 OR (SELECT app.is_system())
) WITH CHECK (
    cardinality((SELECT app.delprojekt_with('see_assigned', 'see_delprojekt'))) > 0 OR (SELECT app.is_system())
);
-- Nor is the person changed, whose protection would be lifted, by who has opened a case in an emergency or only reads it.
CREATE POLICY not_in_emergency ON ${table} AS RESTRICTIVE FOR UPDATE TO mia_app USING (
    NOT EXISTS (
        SELECT FROM participants_enrolment e
        WHERE e.participant_id = ${table}.${key} AND e.id = ANY ((SELECT app.my_read_only())::uuid[])
    )
);
-- include participants/person_visible.sql
CREATE POLICY may_insert ON ${table} FOR INSERT TO mia_app WITH CHECK (
    cardinality((SELECT app.delprojekt_with('register'))) > 0
);
CREATE POLICY may_update ON ${table} FOR UPDATE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('edit_enrolment'))) > 0
    AND (
        ${key} = ANY ((SELECT app.my_participants())::uuid[])
        OR EXISTS (
            SELECT FROM participants_enrolment e
            WHERE e.participant_id = ${table}.${key} AND NOT e.is_protected
              AND e.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_delprojekt'))::bigint[])
        )
    )
) WITH CHECK (
    cardinality((SELECT app.delprojekt_with('edit_enrolment'))) > 0
);
