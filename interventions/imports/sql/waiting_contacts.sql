-- The contacts whose enrolment waits: line, and the row as JSON.
SELECT line, to_jsonb(t) FROM incoming t WHERE enrolment_id = ANY (%(enrolments)s)
