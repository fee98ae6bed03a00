-- The meetings that a calendar outside MIA is told about: booking, held_on, starts_at, minutes, channel.
SELECT booking, held_on, starts_at, minutes, channel FROM app.calendar_meetings(%s)
