-- The last day that a member of staff could open a case before a row was changed: `former` is the row of organisation_staff,
-- organisation_membership or participants_assignment as it was. NULL for somebody who could not.
CREATE OR REPLACE FUNCTION app.was_named_until(relation text, former jsonb, wanted uuid, place bigint, day date)
RETURNS date LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    person bigint := coalesce(former ->> 'staff_id', former ->> 'id');
    last_day date := coalesce((former ->> 'ended_on')::date, 'infinity');
    member_until date := app.membership_until(person, place, day);
    assigned_until date;
BEGIN
    IF relation <> 'organisation_staff' AND NOT EXISTS (
        SELECT FROM organisation_staff WHERE id = person AND is_active
    ) THEN
        RETURN NULL;
    END IF;
    IF relation = 'organisation_membership' THEN
        member_until := CASE
            WHEN (former ->> 'started_on')::date <= day
                AND coalesce((former ->> 'delprojekt_id')::bigint, place) = place
                AND EXISTS (
                    SELECT FROM access_role_permission WHERE role = former ->> 'role' AND permission = 'edit_enrolment'
                )
            THEN last_day
        END;
    END IF;
    IF relation = 'participants_assignment' THEN
        assigned_until := CASE WHEN (former ->> 'started_on')::date <= day THEN last_day END;
    ELSE
        SELECT max(coalesce(a.ended_on, 'infinity')) INTO assigned_until
        FROM participants_assignment a
        WHERE a.enrolment_id = wanted AND a.staff_id = person
          AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day);
    END IF;
    IF member_until IS NULL OR assigned_until IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN least(assigned_until, member_until);
END $$;
