-- What the memberships of a member of staff open on a day. Both columns are {permission: "{delprojekt ids}"}:
-- scope        the delprojekt where some role gives the permission
-- whole_scope  the delprojekt where one and the same role gives it and sees the whole delprojekt
-- A membership without delprojekt is for the whole programme. The system (actor 0) has every permission everywhere.
-- Called by app.enter, as the owner.
CREATE OR REPLACE FUNCTION app.delprojekt_by_permission(
    actor bigint, day date, OUT scope jsonb, OUT whole_scope jsonb
) LANGUAGE plpgsql STABLE AS $$
BEGIN
    WITH
    membership AS MATERIALIZED (
        SELECT m.role, m.delprojekt_id
        FROM organisation_membership m
        WHERE m.staff_id = actor AND m.started_on <= day AND (m.ended_on IS NULL OR m.ended_on >= day)
    ),
    opened AS (
        SELECT
            given.permission,
            array_agg(DISTINCT d.id)::text AS delprojekt,
            (array_agg(DISTINCT d.id) FILTER (WHERE given.sees_whole_delprojekt))::text AS whole
        FROM access_role_permission given
        CROSS JOIN organisation_delprojekt d
        WHERE actor = 0 OR EXISTS (
            SELECT FROM membership m
            WHERE m.role = given.role AND (m.delprojekt_id IS NULL OR m.delprojekt_id = d.id)
        )
        GROUP BY given.permission
    )
    SELECT
        coalesce(jsonb_object_agg(permission, delprojekt), '{}'),
        coalesce(jsonb_object_agg(permission, whole) FILTER (WHERE whole IS NOT NULL), '{}')
    INTO scope, whole_scope
    FROM opened;
END $$;
