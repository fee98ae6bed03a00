-- Asked in one's own name, without an answer: that is given later, by a trigger in one's own name too.
-- include participants/private_rows.sql
ALTER POLICY may_insert ON interventions_contactquestion WITH CHECK (
    asked_by_id = (SELECT app.uid()) AND answered_by_id IS NULL
    AND delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
);
