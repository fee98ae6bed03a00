-- participant: persons that the user of this unit of work sees whose name is like `words`, the nearest first,
-- at most `most` (participants/sql/functions/search_participants.sql).
SELECT participant FROM app.search_participants(%(words)s, %(most)s)
