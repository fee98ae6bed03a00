-- How like the words are to a name, both plain (app.plain): from 0 to 4.
CREATE OR REPLACE FUNCTION app.nearness(words text, name text) RETURNS real
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    strict_word_similarity(words, name)
    + similarity(words, name)
    -- twice, because one letter that is wrong or has changed places spoils several trigrams
    + 2 * (1 - levenshtein(words, name)::real / greatest(length(words), length(name)))
)::real;
