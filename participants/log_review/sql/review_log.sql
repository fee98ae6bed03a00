-- Rows of the access log that the user may review, as the columns of queries.LogRow: app.review_log.
SELECT id, at, actor, action, event, route, persons, count
FROM app.review_log(
    %(selection)s, %(staff)s, %(participant)s, %(since)s, %(until)s, %(seed)s, %(most)s
)
