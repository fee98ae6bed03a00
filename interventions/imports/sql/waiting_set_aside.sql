-- The rows of persons who wait are not read in.
DELETE FROM incoming WHERE participant_id = ANY (%(persons)s)
