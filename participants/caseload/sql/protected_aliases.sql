-- A page of the protected persons in the delprojekt that the user of this unit of work sees as a
-- whole, without those the user is assigned to.
-- Parameters: delprojekt (key or NULL for all), state (oppna, avslutade, alla), row_limit, row_offset.
-- Columns: participant (key, for the access log only), delprojekt_id, alias, started_on, ended_on,
-- staff (names of those assigned, or NULL).
SELECT participant, delprojekt_id, alias, started_on, ended_on, staff
FROM app.protected_aliases(%(delprojekt)s::bigint, %(state)s, %(row_limit)s, %(row_offset)s)
