-- include participants/private_rows.sql
-- The group and the enrolment are of one delprojekt.
CREATE POLICY group_of_delprojekt_insert ON interventions_groupmember AS RESTRICTIVE FOR INSERT TO mia_app WITH CHECK (
    EXISTS (
        SELECT FROM interventions_group g
        WHERE g.id = interventions_groupmember.group_id AND g.delprojekt_id = interventions_groupmember.delprojekt_id
    )
);
CREATE POLICY group_of_delprojekt_update ON interventions_groupmember AS RESTRICTIVE FOR UPDATE TO mia_app USING (true)
WITH CHECK (
    EXISTS (
        SELECT FROM interventions_group g
        WHERE g.id = interventions_groupmember.group_id AND g.delprojekt_id = interventions_groupmember.delprojekt_id
    )
);
