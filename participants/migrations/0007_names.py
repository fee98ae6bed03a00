"""Search by name at any size: the words of names, each once, are compared with what was written; persons are then found
by equality. Forward only.

Comparing every name costs more the more persons there are (100,000: 60 ms, a million: 0.6 s); words repeat, so that the
list of them hardly grows. Both tables are the owner's: mia_app reaches them through app.search_participants only.
"""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = app, public, pg_temp"

SQL = f"""
SET LOCAL statement_timeout = 0;
CREATE TABLE app.name_word (
    word text NOT NULL,
    participant uuid NOT NULL REFERENCES participants_participant ON DELETE CASCADE,
    PRIMARY KEY (word, participant)
);
CREATE INDEX name_word_by_participant ON app.name_word (participant);
CREATE TABLE app.name_vocabulary (word text PRIMARY KEY);
CREATE INDEX name_vocabulary_near ON app.name_vocabulary USING gin (word gin_trgm_ops);

CREATE FUNCTION app.words(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = public, pg_temp AS $$
    SELECT ARRAY(SELECT DISTINCT w FROM regexp_split_to_table(said, '[^[:alnum:]]+') w WHERE w <> '' ORDER BY 1)
$$;

CREATE FUNCTION app.learn_names() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    INSERT INTO name_word SELECT unnest(words(search_name)), id FROM newcomers;
    INSERT INTO name_vocabulary SELECT DISTINCT unnest(words(search_name)) FROM newcomers ORDER BY 1
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER learn_names AFTER INSERT ON participants_participant
REFERENCING NEW TABLE AS newcomers FOR EACH STATEMENT EXECUTE FUNCTION app.learn_names();

-- A name that has been corrected is not found any more, and a word that nobody has is forgotten.
CREATE FUNCTION app.rename() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    DELETE FROM name_word WHERE participant = OLD.id;
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO name_word SELECT unnest(words(NEW.search_name)), NEW.id;
        INSERT INTO name_vocabulary SELECT unnest(words(NEW.search_name)) ON CONFLICT DO NOTHING;
    END IF;
    DELETE FROM name_vocabulary v WHERE v.word = ANY (words(OLD.search_name))
        AND NOT EXISTS (SELECT FROM name_word w WHERE w.word = v.word);
    RETURN NULL;
END $$;
CREATE TRIGGER rename AFTER UPDATE ON participants_participant
FOR EACH ROW WHEN (OLD.search_name IS DISTINCT FROM NEW.search_name) EXECUTE FUNCTION app.rename();
CREATE TRIGGER forget_name AFTER DELETE ON participants_participant FOR EACH ROW EXECUTE FUNCTION app.rename();

INSERT INTO app.name_word SELECT unnest(app.words(search_name)), id FROM participants_participant;
INSERT INTO app.name_vocabulary SELECT DISTINCT word FROM app.name_word;

-- Does the actor see this person? (As the policies of participants_participant say.)
CREATE FUNCTION app.sees(person uuid, mine uuid[], wide bigint[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT person = ANY (mine) OR EXISTS (SELECT FROM participants_enrolment e WHERE e.participant_id = person
        AND NOT e.is_protected AND e.delprojekt_id = ANY (wide))
$$;

-- Names near the words written, nearest first; only persons whom the actor sees come out. Who sees no delprojekt whole
-- has so few participants that their names are compared one by one. For everyone else, what was written is compared
-- with the words that names are made of; of several words, the two that the fewest have must both be near.
CREATE OR REPLACE FUNCTION app.search_participants(words text, most integer) RETURNS TABLE (participant uuid, nearness real)
LANGUAGE plpgsql STABLE {DEFINER} AS $$
#variable_conflict use_column
DECLARE
    needle text := app.plain(words);
    mine uuid[] := app.my_participants();
    wide bigint[] := app.wide_dps();
    part text;
    near text[];
    many integer;
    few text[];
    fewest integer := 1000000;
    also text[];
    second integer := 1000000;
    found uuid[] := mine;
BEGIN
    IF cardinality(wide) > 0 THEN
        FOREACH part IN ARRAY app.words(needle) LOOP
            near := ARRAY(SELECT v.word FROM name_vocabulary v WHERE part <% v.word
                          ORDER BY word_similarity(part, v.word) + similarity(part, v.word) DESC, v.word LIMIT 20);
            SELECT count(*) INTO many FROM (SELECT FROM name_word w WHERE w.word = ANY (near) LIMIT 2000) t;
            IF many > 0 AND many < fewest THEN
                also := few; second := fewest; few := near; fewest := many;
            ELSIF many > 0 AND many < second THEN
                also := near; second := many;
            END IF;
        END LOOP;
        found := ARRAY(SELECT w.participant FROM name_word w WHERE w.word = ANY (few)
                       INTERSECT SELECT w.participant FROM name_word w WHERE w.word = ANY (also));
        IF cardinality(found) = 0 THEN
            found := ARRAY(SELECT h.participant FROM unnest(few) t (word) CROSS JOIN LATERAL (
                SELECT w.participant FROM name_word w WHERE w.word = t.word AND app.sees(w.participant, mine, wide)
                LIMIT most) h);
        END IF;
    END IF;
    RETURN QUERY
    SELECT p.id, (word_similarity(needle, p.search_name) + similarity(needle, p.search_name))::real AS near
    FROM participants_participant p
    WHERE p.id = ANY (found) AND needle <% p.search_name AND app.sees(p.id, mine, wide)
    ORDER BY near DESC, p.search_name, p.id LIMIT most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("participants", "0006_lists")]
    operations = [migrations.RunSQL(SQL)]
