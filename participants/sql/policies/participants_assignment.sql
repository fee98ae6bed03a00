-- include participants/enrolment_rows.sql key=enrolment_id write=assign_staff
ALTER POLICY may_insert ON participants_assignment WITH CHECK (app.may_assign(enrolment_id, delprojekt_id));
