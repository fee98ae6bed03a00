-- Whether the token is used for the first time.
SELECT app.accept_sign_on_token(%(digest)s, %(staff)s, %(issued_at)s)
