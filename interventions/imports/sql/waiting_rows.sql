-- The rows of persons who wait: line, and the row as JSON.
SELECT line, to_jsonb(t) FROM incoming t WHERE participant_id = ANY (%(persons)s)
