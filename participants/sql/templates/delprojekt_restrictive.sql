-- The restrictive policy per delprojekt: no later, more generous policy can open a delprojekt in which the actor sees
-- no participant.
CREATE POLICY restrictive ON ${table} AS RESTRICTIVE TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('see_assigned', 'see_delprojekt'))::bigint[])
    OR (SELECT app.is_system())
) WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('see_assigned', 'see_delprojekt'))::bigint[])
    OR (SELECT app.is_system())
);
