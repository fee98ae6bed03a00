-- Are the minutes of a contact participation time (docs/formats.md §2)? Those of a contact that took place and that the
-- participant took part in: a message, or a contact with an authority about the participant, is not.
CREATE OR REPLACE FUNCTION app.is_participation_time(outcome text, channel text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT outcome = 'GENOMFORD' AND channel NOT IN ('MEDDELANDE', 'MYNDIGHET')
$$;
