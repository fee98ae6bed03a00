-- Who of a delprojekt's own staff has read, changed or taken out what about the person of an enrolment, for those who see
-- the enrolment: what the person has a right to know (docs/domain.md §6.3). A day, a member of staff and an act give one
-- row; what was shown in lists gives one a month. The newest first. only_action: a kind
-- of act, or NULL for all.
--
-- It runs as the owner, since the log has a policy of its own. Staff who have never had a role in this delprojekt or in
-- the whole programme are left out: that the person is enrolled elsewhere is not for this delprojekt to know.
CREATE OR REPLACE FUNCTION app.accesses_of(wanted uuid, only_action text, most integer)
RETURNS TABLE (day date, is_month boolean, staff varchar, action varchar, event text, period text, times bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    keys uuid[];
    place bigint;
BEGIN
    SELECT app.log_keys_of(app.person_keys(e.participant_id)), e.delprojekt_id INTO keys, place
    FROM participants_enrolment e
    WHERE e.id = wanted AND (
        e.id = ANY (app.my_enrolments())
        OR NOT e.is_protected AND e.delprojekt_id = ANY (app.delprojekt_with('see_delprojekt'))
    );
    RETURN QUERY
    WITH own_staff AS (
        SELECT DISTINCT m.staff_id FROM organisation_membership m
        WHERE m.delprojekt_id = place OR m.delprojekt_id IS NULL
    ),
    -- A file with thousands of persons is not in the index of persons: there are few.
    log AS (
        SELECT a.at, a.actor, a.action, a.event, a.extra FROM audit_accesslog a
        WHERE cardinality(a.participants) <= 1000 AND a.participants && keys
        UNION ALL
        SELECT a.at, a.actor, a.action, a.event, a.extra FROM audit_accesslog a
        WHERE cardinality(a.participants) > 1000 AND a.participants && keys
    ),
    act AS (
        SELECT (l.at AT TIME ZONE 'Europe/Stockholm')::date AS on_day,
               l.action IN ('list', 'search') AS in_list,
               l.actor, l.action, split_part(regexp_replace(l.event, '^(GET|HEAD|POST) ', ''), ' ', 1) AS first_event,
               coalesce(l.extra ->> 'period', '') AS of_period
        FROM log l
        WHERE (l.actor = 0 OR l.actor IN (SELECT staff_id FROM own_staff))
          AND (only_action IS NULL OR l.action = only_action)
    )
    SELECT CASE WHEN x.in_list THEN date_trunc('month', x.on_day)::date ELSE x.on_day END,
           x.in_list, coalesce(s.name, '')::varchar, x.action,
           CASE WHEN x.in_list THEN '' ELSE x.first_event END, x.of_period, count(*)
    FROM act x
    LEFT JOIN organisation_staff s ON s.id = x.actor
    GROUP BY 1, 2, 3, 4, 5, 6
    ORDER BY 1 DESC, 3, 4, 5
    LIMIT most;
END $$;
