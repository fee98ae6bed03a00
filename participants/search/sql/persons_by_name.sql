-- participant: persons that the user of this unit of work sees whose name is like %(words)s, the nearest first,
-- at most %(most)s (participants/sql/functions/search_participants.sql).
SELECT participant FROM app.search_participants(%(words)s, %(most)s)
