-- The contacts whose enrolment waits are not read in.
DELETE FROM incoming WHERE enrolment_id = ANY (%(enrolments)s)
