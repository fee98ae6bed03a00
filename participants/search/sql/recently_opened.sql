-- Whose cases the user of this unit of work has opened lately, the last one first.
-- Parameter: most (persons). Column: participant.
SELECT participant FROM app.recently_opened(%(most)s)
