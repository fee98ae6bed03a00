-- The person who has or had a number, also one whom the user does not see: a person is registered once.
-- Parameters: number (stored form, 12 characters).
-- Columns: participant (key, NULL when the number is free), is_protected.
SELECT participant, is_protected FROM app.participant_with_number(%(number)s)
