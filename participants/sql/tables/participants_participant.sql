-- The name that search compares with: both names in lower case without accents, kept by the database. The index hands
-- out names from the nearest on; a longer signature (siglen, bytes) reads fewer of them and makes a larger index.
ALTER TABLE participants_participant ADD COLUMN IF NOT EXISTS search_name text
    GENERATED ALWAYS AS (app.plain(given_name || ' ' || family_name)) STORED;
CREATE INDEX IF NOT EXISTS participant_search_name ON participants_participant
    USING gist (search_name gist_trgm_ops (siglen = 256));
