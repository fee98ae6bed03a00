-- Read access: given by those who may assign staff, and never to a protected case. Ended earlier by them, never moved.
-- include participants/enrolment_rows.sql key=enrolment_id write=assign_staff
ALTER POLICY may_insert ON participants_readaccess WITH CHECK (
    app.may_assign(enrolment_id, delprojekt_id) AND NOT is_protected
);
CREATE POLICY may_delete ON participants_readaccess FOR DELETE TO mia_app USING (
    app.may_assign(enrolment_id, delprojekt_id)
);
