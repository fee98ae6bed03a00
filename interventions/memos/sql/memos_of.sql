-- The memos about an enrolment with the names of their authors, by day.
SELECT memo.id, memo.due_on, memo.done_on, memo.text, staff.name AS author
FROM app.memos_of(%s) AS memo
JOIN organisation_staff AS staff ON staff.id = memo.staff_id
ORDER BY memo.due_on, memo.id
