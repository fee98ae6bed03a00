-- The last day that a member of staff works with participants in a delprojekt, of the memberships that hold on a day:
-- infinity without an end, NULL for somebody who does not. Called by the functions beside it, as the owner.
CREATE OR REPLACE FUNCTION app.membership_until(person bigint, place bigint, day date) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT max(coalesce(m.ended_on, 'infinity'))
    FROM organisation_membership m
    JOIN access_role_permission p ON p.role = m.role AND p.permission = 'edit_enrolment'
    WHERE m.staff_id = person AND (m.delprojekt_id IS NULL OR m.delprojekt_id = place)
      AND m.started_on <= day AND (m.ended_on IS NULL OR m.ended_on >= day)
$$;
