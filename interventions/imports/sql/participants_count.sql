-- How many persons the rows are about.
SELECT count(DISTINCT participant_id) FROM incoming
