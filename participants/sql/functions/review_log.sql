-- Rows of the access log for those who review it: of staff whom the actor may review (app.reviewed_staff), in a time,
-- about one participant when that is given, and what `selection` says (participants/log_review/enums.py). The newest
-- first; with a `seed` a sample, which the same seed draws again. `persons` are the first five.
--
-- It runs as the owner: the reviewer sees neither the log's table nor the participants, and an index on an array is not
-- used under a policy. A file with thousands of persons is not in the index of persons (see `many`): there are few.
CREATE OR REPLACE FUNCTION app.review_log(
    selection text, staff bigint, participant uuid, since timestamptz, until timestamptz, seed text, most integer
) RETURNS TABLE (
    id bigint, at timestamptz, actor bigint, action varchar, event varchar, route varchar, persons uuid[], count integer
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    reviewed bigint[] := app.reviewed_staff();
    watched uuid[] := app.log_keys_of(ARRAY(
        SELECT unnest(app.person_keys(w.participant)) FROM participants_watchedparticipant w
    ));
    about_one text := '(cardinality(a.participants) <= 1000 AND a.participants && $5'
        ' OR cardinality(a.participants) > 1000 AND a.participants && $5)';
    -- Whoever opened one person, or few: a list shows many whom nobody chose.
    opened text := 'a.action IN (''read'', ''reveal'', ''write'', ''print'', ''denied'')'
        ' AND cardinality(a.participants) BETWEEN 1 AND 5 AND a.actor > 0';
    condition text;
    ordered text := 'a.at DESC, a.id DESC';
    wanted uuid[];
BEGIN
    IF staff IS NOT NULL THEN
        reviewed := ARRAY(SELECT one FROM unnest(reviewed) AS one WHERE one = staff);
    END IF;
    condition := CASE selection
        WHEN 'alla' THEN 'true'
        WHEN 'larm' THEN 'a.action = ''alarm'''
        WHEN 'natt' THEN 'extract(hour FROM a.at AT TIME ZONE ''Europe/Stockholm'') NOT BETWEEN 6 AND 21'
        WHEN 'visningar' THEN 'a.action = ''reveal'' AND 10 < (
            SELECT count(*) FROM audit_accesslog r
            WHERE r.actor = a.actor AND r.action = ''reveal'' AND r.at BETWEEN a.at - interval ''1 hour'' AND a.at)'
        WHEN 'bevakade' THEN 'a.participants && $6 AND cardinality(a.participants) <= 1000'
        WHEN 'namn' THEN opened || ' AND EXISTS (
            SELECT FROM organisation_staff s, unnest(a.participants) AS person
            JOIN participants_participant p ON p.id = person
            WHERE s.id = a.actor AND lower(p.family_name) = lower(regexp_replace(s.name, ''^.*\s'', '''')))'
        WHEN 'kommun' THEN opened || ' AND EXISTS (
            SELECT FROM unnest(a.participants) AS person
            WHERE EXISTS (SELECT FROM participants_enrolment e WHERE e.participant_id = person AND e.municipality_id IS NOT NULL)
              AND NOT EXISTS (
                SELECT FROM participants_enrolment e
                JOIN organisation_delprojekt_municipalities h ON h.municipality_id = e.municipality_id
                JOIN organisation_membership m ON m.staff_id = a.actor
                    AND (m.delprojekt_id = h.delprojekt_id OR m.delprojekt_id IS NULL)
                WHERE e.participant_id = person))'
    END;
    IF condition IS NULL THEN
        RAISE EXCEPTION 'log review: no selection %', selection;
    END IF;
    IF participant IS NOT NULL THEN
        wanted := app.log_keys_of(app.person_keys(participant));
        condition := condition || ' AND ' || about_one;
    END IF;
    IF seed IS NOT NULL THEN
        ordered := 'md5(a.id::text || $7)';
    END IF;
    RETURN QUERY EXECUTE format(
        'SELECT a.id, a.at, a.actor, a.action, a.event, a.route, a.participants[1:5], a.count'
        ' FROM audit_accesslog a'
        ' WHERE a.actor = ANY ($1) AND a.at >= $2 AND a.at < $3 AND %s ORDER BY %s LIMIT $4',
        condition, ordered
    ) USING reviewed, since, until, most, wanted, watched, seed;
END $$;
