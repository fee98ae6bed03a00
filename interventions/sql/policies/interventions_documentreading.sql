-- Who opened which document: written by the one who opens it and may read it, also in an emergency; never changed.
-- include mia.access/row_level_security.sql
-- include participants/delprojekt_restrictive.sql
CREATE POLICY may_select ON interventions_documentreading FOR SELECT TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('read_notes'))::bigint[]) AND NOT is_protected)
    OR (
        enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
    )
);
-- The subquery shows those documents that the reader may read.
CREATE POLICY may_insert ON interventions_documentreading FOR INSERT TO mia_app WITH CHECK (
    read_by_id = (SELECT app.uid())
    AND EXISTS (
        SELECT FROM interventions_casedocument d
        WHERE d.id = interventions_documentreading.version_id
          AND d.enrolment_id = interventions_documentreading.enrolment_id
    )
);
