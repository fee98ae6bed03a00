-- One row for each person: key, name, when they signed on, the state of the job, memberships that could not end.
SELECT staff_id, name, asked_at, state, kept FROM app.unfinished_sign_ons()
