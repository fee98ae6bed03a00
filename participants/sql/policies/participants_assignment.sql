-- include participants/enrolment_rows.sql key=enrolment_id write=assign_staff
ALTER POLICY may_insert ON participants_assignment WITH CHECK (app.may_assign(enrolment_id, delprojekt_id));
-- An assignment that was given by mistake, today or yesterday, is taken back: a handover that is undone.
CREATE POLICY may_delete ON participants_assignment FOR DELETE TO mia_app USING (
    started_on >= (SELECT app.today()) - 1 AND app.may_assign(enrolment_id, delprojekt_id)
);
