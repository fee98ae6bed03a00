"""Search by name: a word with a letter wrong is looked up, not compared; persons are read until there are enough.

Comparing a word with all that resemble it takes 5 ms where names are alike, reading all who have them 50 ms at a
million. Forward only.
"""

from django.db import migrations

DEFINER = "SECURITY DEFINER SET search_path = app, public, pg_temp"

SQL = f"""
SET LOCAL statement_timeout = 0;
-- The word, and the word without each of its letters: two words have one of these in common when a letter is missing,
-- too many or another, or when two beside each other have changed places.
CREATE FUNCTION app.spellings(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 1000
SET search_path = public, pg_temp AS $$
    SELECT ARRAY(SELECT DISTINCT left(word, n) || substr(word, n + 2) FROM generate_series(0, length(word)) n)
$$;
CREATE INDEX name_vocabulary_spelt ON app.name_vocabulary USING gin (app.spellings(word)) WITH (fastupdate = off);

-- The words of names that may be meant by this one, nearest first.
CREATE FUNCTION app.meant(said text, spelt boolean) RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = app, public, pg_temp AS $$
DECLARE
    near text[];
BEGIN
    IF spelt THEN
        near := ARRAY(SELECT v.word FROM name_vocabulary v WHERE spellings(v.word) && spellings(said)
                      ORDER BY similarity(said, v.word) DESC, v.word LIMIT 20);
    END IF;
    IF near <> '{{}}' THEN
        RETURN near;
    END IF;
    RETURN ARRAY(SELECT v.word FROM name_vocabulary v WHERE said <% v.word
                 ORDER BY word_similarity(said, v.word) + similarity(said, v.word) DESC, v.word LIMIT 20);
END $$;

-- Of the persons that the actor sees, those with a word of each list; the first words first.
CREATE FUNCTION app.seen_named(few text[], also text[], mine uuid[], wide bigint[], most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = app, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT h.participant FROM unnest(few) t (word) CROSS JOIN LATERAL (
        SELECT w.participant FROM name_word w CROSS JOIN LATERAL (
            SELECT FROM name_word o WHERE o.participant = w.participant AND o.word = ANY (also)
                AND sees(o.participant, mine, wide) LIMIT 1) o
        WHERE w.word = t.word LIMIT most) h LIMIT most);
END $$;

-- Names near the words written, nearest first; only persons whom the actor sees come out. Who sees no delprojekt whole
-- has so few participants that their names are compared one by one. For everyone else, what was written is compared
-- with the words that names are made of: first with those that differ by a letter, then, unless that gave enough, with
-- all that resemble it. Of several words, the two that the fewest have must both be near, unless nobody has both.
CREATE OR REPLACE FUNCTION app.search_participants(words text, most integer) RETURNS TABLE (participant uuid, nearness real)
LANGUAGE plpgsql STABLE {DEFINER} AS $$
#variable_conflict use_column
DECLARE
    needle text := app.plain(words);
    mine uuid[] := app.my_participants();
    wide bigint[] := app.wide_dps();
    parts text[] := app.words(needle);
    spelt boolean;
    part text;
    near text[];
    many integer;
    few text[];
    fewest integer;
    also text[];
    second integer;
    found uuid[] := mine;
BEGIN
    IF cardinality(wide) > 0 THEN
        found := '{{}}';
        FOREACH spelt IN ARRAY ARRAY[true, false] LOOP
            few := NULL; also := NULL; fewest := 1000000; second := 1000000;
            FOREACH part IN ARRAY parts LOOP
                near := meant(part, spelt);
                SELECT count(*) INTO many FROM (SELECT FROM name_word w WHERE w.word = near[1] LIMIT 1000) t;
                IF many > 0 AND many < fewest THEN
                    also := few; second := fewest; few := near; fewest := many;
                ELSIF many > 0 AND many < second THEN
                    also := near; second := many;
                END IF;
            END LOOP;
            found := found || seen_named(few, coalesce(also, few), mine, wide, most);
            EXIT WHEN cardinality(found) >= CASE WHEN also IS NULL THEN most ELSE 1 END;
        END LOOP;
        IF found = '{{}}' THEN
            found := seen_named(few || also, few || also, mine, wide, most);
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
    dependencies = [("participants", "0007_names")]
    operations = [migrations.RunSQL(SQL)]
