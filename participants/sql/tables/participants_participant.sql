-- The name that search compares with: both names in lower case without accents, kept by the database, and the index of
-- its trigrams, which gives the names that have enough of them in common with what was written.
ALTER TABLE participants_participant ADD COLUMN IF NOT EXISTS search_name text
    GENERATED ALWAYS AS (app.plain(given_name || ' ' || family_name)) STORED;
CREATE INDEX IF NOT EXISTS participant_search_name ON participants_participant
    USING gin (search_name gin_trgm_ops);
