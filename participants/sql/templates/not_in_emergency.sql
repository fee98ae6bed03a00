-- Who has opened a case in an emergency, or reads it by a read access: what stands there is neither changed nor deleted.
CREATE POLICY not_in_emergency_update ON ${table} AS RESTRICTIVE FOR UPDATE TO mia_app USING (
    NOT ${key} = ANY ((SELECT app.my_read_only())::uuid[])
);
CREATE POLICY not_in_emergency_delete ON ${table} AS RESTRICTIVE FOR DELETE TO mia_app USING (
    NOT ${key} = ANY ((SELECT app.my_read_only())::uuid[])
);
