"""The second wall round participants: policies, copied scope, and the functions that see past them. Forward only."""

from django.db import migrations

from mia.access.policies import copies_scope, enable, floor, on_enrolment, on_events

FUNCTIONS = """
ALTER TABLE participants_participant ADD COLUMN search_name text
    GENERATED ALWAYS AS (app.plain(given_name || ' ' || family_name)) STORED;
CREATE INDEX participant_search_name ON participants_participant USING gin (search_name gin_trgm_ops);

-- enrolments that the actor, or the actor's team, answers for today
CREATE FUNCTION app.my_enrolments() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$
    WITH me AS MATERIALIZED (SELECT app.uid() AS id, app.today() AS today, app.case_dps() AS dps), mates AS (
        SELECT mate.staff_id FROM me
        JOIN organisation_membership mine ON mine.staff_id = me.id
        JOIN organisation_membership mate ON mate.team_id = mine.team_id
        WHERE mine.started_on <= me.today AND (mine.ended_on IS NULL OR mine.ended_on >= me.today)
          AND mate.started_on <= me.today AND (mate.ended_on IS NULL OR mate.ended_on >= me.today)
    )
    SELECT coalesce(array_agg(DISTINCT a.enrolment_id), '{}') FROM participants_assignment a, me
    WHERE a.delprojekt_id = ANY (me.dps)
      AND a.started_on <= me.today AND (a.ended_on IS NULL OR a.ended_on >= me.today)
      AND (a.staff_id = me.id OR (NOT a.is_protected AND a.staff_id IN (SELECT staff_id FROM mates)))
$$;

CREATE FUNCTION app.my_participants() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT participant_id), '{}') FROM participants_enrolment
    WHERE id = ANY (app.my_enrolments())
$$;

-- Who has this number? Asked when registering, by those who may register: an id and whether the person is protected.
CREATE FUNCTION app.participant_with_number(wanted text, OUT participant uuid, OUT is_protected boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT p.id, p.protection <> 'INGEN' FROM participants_personalnumber n
    JOIN participants_participant p ON p.id = n.participant_id
    WHERE n.number = wanted AND cardinality(app.write_dps()) > 0
$$;

-- May the actor make `staff` responsible? Leaders in their delprojekt; case workers for their own, and for a new case.
CREATE FUNCTION app.may_assign(wanted uuid, dp bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$
    SELECT app.is_system() OR (dp = ANY (app.write_dps()) AND (
        wanted = ANY (app.my_enrolments())
        OR (dp = ANY (app.wide_note_dps())
            AND NOT EXISTS (SELECT FROM participants_enrolment WHERE id = wanted AND is_protected))
        OR NOT EXISTS (SELECT FROM participants_assignment WHERE enrolment_id = wanted)
    ))
$$;

-- Protected persons in the delprojekt of those who see it whole: an alias and who answers for it, nothing more.
CREATE FUNCTION app.protected_aliases() RETURNS TABLE (participant uuid, alias text, delprojekt_id bigint, started_on date, ended_on date,
    staff text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT p.id, p.alias, e.delprojekt_id, e.started_on, e.ended_on,
           (SELECT string_agg(s.name, ', ' ORDER BY s.name) FROM participants_assignment a
            JOIN organisation_staff s ON s.id = a.staff_id
            WHERE a.enrolment_id = e.id AND app.active(a.started_on, a.ended_on))
    FROM participants_enrolment e JOIN participants_participant p ON p.id = e.participant_id
    WHERE e.is_protected AND e.delprojekt_id = ANY (app.wide_dps()) AND NOT e.id = ANY (app.my_enrolments())
    ORDER BY e.started_on DESC, p.alias
$$;

-- Names near the words written: the trigram index is asked as owner (its operators are not leakproof, so under a policy
-- it would not be used), and only persons whom the actor sees come out.
CREATE FUNCTION app.search_participants(words text, most integer) RETURNS TABLE (participant uuid, nearness real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    needle text := app.plain(words);
    mine uuid[] := app.my_participants();
    wide bigint[] := app.wide_dps();
BEGIN
    RETURN QUERY
    SELECT p.id, (word_similarity(needle, p.search_name) + similarity(needle, p.search_name))::real AS near
    FROM participants_participant p
    WHERE needle <% p.search_name
      AND (p.id = ANY (mine) OR (p.protection = 'INGEN' AND EXISTS (
          SELECT FROM participants_enrolment e
          WHERE e.participant_id = p.id AND NOT e.is_protected AND e.delprojekt_id = ANY (wide))))
    ORDER BY near DESC, p.search_name, p.id LIMIT most;
END $$;

CREATE FUNCTION app.copy_scope() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$
BEGIN
    SELECT e.delprojekt_id, e.is_protected INTO NEW.delprojekt_id, NEW.is_protected
    FROM participants_enrolment e WHERE e.id = NEW.enrolment_id;
    RETURN NEW;
END $$;

CREATE FUNCTION app.copy_protection() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$
BEGIN
    IF app.uid() <> 0 THEN  -- neither the system nor the owner, who has no identity
        IF TG_OP = 'UPDATE' AND (NEW.participant_id, NEW.delprojekt_id) IS DISTINCT FROM (OLD.participant_id, OLD.delprojekt_id)
        THEN
            RAISE insufficient_privilege USING MESSAGE = 'an enrolment keeps its participant and its delprojekt';
        END IF;
        IF TG_OP = 'INSERT' AND NOT NEW.participant_id = ANY (app.my_participants()) AND EXISTS (
            SELECT FROM participants_enrolment e WHERE e.participant_id = NEW.participant_id AND e.is_protected)
        THEN
            RAISE insufficient_privilege USING MESSAGE = 'a protected person is enrolled by those who answer for her';
        END IF;
    END IF;
    SELECT p.protection <> 'INGEN' INTO NEW.is_protected FROM participants_participant p WHERE p.id = NEW.participant_id;
    RETURN NEW;
END $$;
CREATE TRIGGER copy_protection BEFORE INSERT OR UPDATE OF participant_id, delprojekt_id, is_protected ON participants_enrolment
FOR EACH ROW EXECUTE FUNCTION app.copy_protection();

-- Protection set or lifted reaches everything that is known of the person, at once.
CREATE FUNCTION app.spread_protection() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$
DECLARE
    one text;
BEGIN
    UPDATE participants_enrolment SET is_protected = is_protected WHERE participant_id = NEW.id;
    FOR one IN SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'copy_scope' LOOP
        EXECUTE format('UPDATE public.%I SET is_protected = is_protected WHERE enrolment_id IN '
                       '(SELECT id FROM public.participants_enrolment WHERE participant_id = $1)', one) USING NEW.id;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER spread_protection AFTER UPDATE OF protection ON participants_participant
FOR EACH ROW WHEN (OLD.protection IS DISTINCT FROM NEW.protection) EXECUTE FUNCTION app.spread_protection();
"""

PERSON_SEEN = (
    "{key} = ANY ((SELECT app.my_participants())::uuid[]) OR EXISTS (SELECT FROM participants_enrolment e"
    " WHERE e.participant_id = {table}.{key} AND NOT e.is_protected"
    " AND e.delprojekt_id = ANY ((SELECT app.wide_dps())::bigint[]))"
)


def on_person(table: str, key: str) -> str:
    """Participants and their numbers: seen through an enrolment that is seen."""
    seen = PERSON_SEEN.format(key=key, table=table)
    allowed = "cardinality((SELECT app.person_dps())) > 0"
    return (
        enable(table)
        + floor(table, allowed)
        + f"""
CREATE POLICY seen ON {table} FOR SELECT TO mia_app USING ({seen});
CREATE POLICY added ON {table} FOR INSERT TO mia_app WITH CHECK (cardinality((SELECT app.write_dps())) > 0);
CREATE POLICY changed ON {table} FOR UPDATE TO mia_app USING (({seen}) AND cardinality((SELECT app.write_dps())) > 0)
    WITH CHECK (cardinality((SELECT app.write_dps())) > 0);
"""
    )


def on_person_events(table: str, key: str) -> str:
    return enable(table) + (
        f"CREATE POLICY seen ON {table} FOR SELECT TO mia_app USING ({PERSON_SEEN.format(key=key, table=table)});\n"
        f"CREATE POLICY added ON {table} FOR INSERT TO mia_app WITH CHECK (true);\n"
    )


SQL = (
    FUNCTIONS
    + on_person("participants_participant", "id")
    + on_person("participants_personalnumber", "participant_id")
    + on_person_events("participants_participantevent", "id")
    + on_person_events("participants_personalnumberevent", "participant_id")
    + on_enrolment("participants_enrolment", key="id")
    + on_enrolment("participants_assignment")
    + on_enrolment("participants_consent")
    + on_events("participants_enrolmentevent", key="id")
    + on_events("participants_assignmentevent")
    + on_events("participants_consentevent")
    + copies_scope("participants_assignment")
    + copies_scope("participants_consent")
    + """
ALTER POLICY added ON participants_assignment WITH CHECK (app.may_assign(enrolment_id, delprojekt_id));
"""
)


class Migration(migrations.Migration):
    dependencies = [("participants", "0001_initial"), ("organisation", "0002_scope")]
    operations = [migrations.RunSQL(SQL)]
