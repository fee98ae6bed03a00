-- Who has opened a case in an emergency reads it, and adds to it: what stands there is neither changed nor deleted.
CREATE POLICY not_in_emergency_update ON ${table} AS RESTRICTIVE FOR UPDATE TO mia_app USING (
    NOT ${key} = ANY ((SELECT app.my_emergencies())::uuid[])
);
CREATE POLICY not_in_emergency_delete ON ${table} AS RESTRICTIVE FOR DELETE TO mia_app USING (
    NOT ${key} = ANY ((SELECT app.my_emergencies())::uuid[])
);
