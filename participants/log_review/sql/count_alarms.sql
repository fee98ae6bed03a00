-- How many alarms there are since a moment, among the rows that the user may review.
SELECT count(*) FROM app.review_log('larm', NULL, NULL, %(since)s, %(until)s, NULL, 1000)
