-- Rows with problems go no further.
DELETE FROM incoming WHERE line = ANY (%(lines)s);
ANALYZE incoming;
