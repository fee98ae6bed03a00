-- When the transaction began.
SELECT now()
