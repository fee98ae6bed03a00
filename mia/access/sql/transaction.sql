-- name: the transaction that this is asked in, as a token is signed for it (mia/access/tokens.py).
SELECT app.this_transaction()
