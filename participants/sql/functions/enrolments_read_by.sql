-- The enrolments that a member of staff reads on a day in some delprojekt by a read access; an empty array for none.
-- Called by app.enter and app.my_read_only, as the owner.
CREATE OR REPLACE FUNCTION app.enrolments_read_by(actor bigint, day date, delprojekt bigint[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT DISTINCT r.enrolment_id FROM participants_readaccess r
        WHERE r.staff_id = actor AND r.delprojekt_id = ANY (delprojekt) AND NOT r.is_protected
          AND r.started_on <= day AND r.ended_on >= day
    );
END $$;
