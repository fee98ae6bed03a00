-- The status of rows that wait already.
UPDATE incoming SET status = %(status)s WHERE line = ANY (%(lines)s)
