SELECT id, staff_id, due_on, done_on, text FROM app.memos_of(%s) ORDER BY due_on, id
