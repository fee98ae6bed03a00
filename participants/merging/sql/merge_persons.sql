-- Merges one registration of a person into another (participants/sql/functions/merge_persons.sql).
-- Parameters: merge (its key), kept, absorbed (persons), versions (of both, in that order), names_of, language_of,
-- number_of (the one of the two whose it shall be).
-- Columns: one, false when one of the two has changed since.
SELECT app.merge_persons(
    %(merge)s, %(kept)s, %(absorbed)s, %(versions)s, %(names_of)s, %(language_of)s, %(number_of)s
)
