-- Questions between delprojekt: seen and answered by those who work with the enrolment that is asked about, as notes are.
-- An answer is seen also by those who work with the same person in the delprojekt that asked; a question that waits or
-- was refused is not. Made by app.ask_units, and answered once, in one's own name and on
-- a consent of that enrolment that holds today.
-- include mia.access/row_level_security.sql
-- include participants/not_in_emergency.sql key=enrolment_id
CREATE POLICY restrictive ON participants_inquiry AS RESTRICTIVE TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
    OR asking_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
    OR (SELECT app.is_system())
);
CREATE POLICY may_select ON participants_inquiry FOR SELECT TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('read_notes'))::bigint[]) AND NOT is_protected)
    OR (
        enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
    )
    OR (outcome = 'BESVARAD' AND EXISTS (
        SELECT FROM participants_enrolment e
        WHERE e.participant_id = participants_inquiry.participant_id
          AND e.delprojekt_id = participants_inquiry.asking_id
          AND e.delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
          AND (
              e.id = ANY ((SELECT app.my_enrolments())::uuid[])
              OR (e.delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('read_notes'))::bigint[]) AND NOT e.is_protected)
          )
    ))
);
CREATE POLICY may_insert ON participants_inquiry FOR INSERT TO mia_app WITH CHECK ((SELECT app.is_system()));
CREATE POLICY may_update ON participants_inquiry FOR UPDATE TO mia_app USING (
    (SELECT app.is_system())
    OR (outcome = 'VANTAR' AND (
        (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('edit_enrolment'))::bigint[]) AND NOT is_protected)
        OR enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
    ))
) WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
    AND answered_by_id = (SELECT app.uid())
    AND (
        consent_id IS NULL
        OR EXISTS (
            SELECT FROM participants_consent c
            WHERE c.id = participants_inquiry.consent_id
              AND c.enrolment_id = participants_inquiry.enrolment_id
              AND 'DELPROJEKT' = ANY (c.agencies)
              AND c.given_on <= app.today()
              AND (c.valid_until IS NULL OR c.valid_until >= app.today())
              AND (c.withdrawn_on IS NULL OR c.withdrawn_on > app.today())
        )
    )
);
