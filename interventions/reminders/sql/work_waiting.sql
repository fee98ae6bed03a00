-- What waits for staff today, by address. Columns: email, meetings, steps.
SELECT email, meetings, steps FROM app.work_waiting()
