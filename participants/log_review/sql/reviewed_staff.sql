-- The staff whose rows the user may review.
SELECT app.reviewed_staff()
