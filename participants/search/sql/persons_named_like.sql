-- Persons that the user of this unit of work sees, whose name is like the words; nearest first.
-- Accents and misspellings are forgiven (participants/sql/functions/search_participants.sql).
-- Parameters: words, most (persons).
-- Columns: participant (key).
SELECT participant FROM app.search_participants(%(words)s, %(most)s)
