-- Persons that the user of this unit of work sees, whose name is near the words; nearest first.
-- Accents and misspellings are forgiven. set_config comes first: the function searches under that
-- threshold, which holds for the transaction.
-- Parameters: word_similarity (pg_trgm's threshold, as text), words, most (persons).
-- Columns: participant (key).
SELECT participant FROM app.search_participants(
    CASE WHEN set_config('pg_trgm.word_similarity_threshold', %(word_similarity)s, true) <> ''
         THEN %(words)s END,
    %(most)s)
