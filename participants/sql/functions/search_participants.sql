-- Persons whose name is like the words, nearest first; only those whom the actor sees come out. Accents and misspellings
-- are forgiven. nearness, from 0 to 4, adds how like the words are to some words of the name, how like they are to the
-- whole name, and how few letters have to be changed to make it of them (app.nearness).
--
-- The trigram index of search_name gives the names that are like enough. Its operators are not leakproof, so under the
-- policies it would not be used: the function runs as the owner, and asks what the policies of
-- participants_participant ask.
CREATE OR REPLACE FUNCTION app.search_participants(words text, most integer)
RETURNS TABLE (participant uuid, nearness real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    written text := app.plain(words);
    assigned uuid[] := app.my_participants();
    whole bigint[] := app.delprojekt_with('see_delprojekt');
    -- A wrong letter spoils three trigrams: nine may differ, which is most of a short name ("ylwa" is 0.4 like "ylva")
    -- and less of a long one. pg_trgm's own threshold, 0.6, forgives too little; less than 0.35 would be any name.
    threshold real := greatest(0.35, least(0.6, 1 - 9.5 / greatest(1, cardinality(show_trgm(written)))));
BEGIN
    PERFORM set_config('pg_trgm.word_similarity_threshold', threshold::text, true);

    IF cardinality(whole) = 0 THEN
        RETURN QUERY
        SELECT p.id, app.nearness(written, p.search_name) AS near
        FROM participants_participant p
        WHERE p.id = ANY (assigned) -- so few that their names are compared one by one
          -- not "<%", which would read the index of all names
          AND word_similarity(written, p.search_name) >= threshold
        ORDER BY near DESC, p.search_name, p.id
        LIMIT most;
        RETURN;
    END IF;

    RETURN QUERY
    SELECT candidate.id, app.nearness(written, candidate.search_name) AS near
    FROM (
        SELECT p.id, p.search_name
        FROM participants_participant p
        WHERE written <% p.search_name
          AND (
              p.id = ANY (assigned)
              -- not EXISTS: it would be made a list of every enrolment of those delprojekt first; and not "= ANY", with
              -- which the slower index of periods looks cheaper than enrolment_by_participant
              OR (
                  SELECT true FROM participants_enrolment e
                  WHERE e.participant_id = p.id AND NOT e.is_protected AND whole @> ARRAY[e.delprojekt_id]
                  LIMIT 1
              )
          )
        ORDER BY written <<-> p.search_name
        LIMIT most * 3
    ) candidate
    ORDER BY near DESC, candidate.search_name, candidate.id
    LIMIT most;
END $$;
