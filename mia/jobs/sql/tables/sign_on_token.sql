-- Tokens of sign-ons that have given roles (mia/jobs/sign_on.py), for as long as they could be used again. No role but
-- the owner has a right to the table: the application goes through app.accept_sign_on_token.
CREATE TABLE IF NOT EXISTS app.sign_on_token (
    digest bytea PRIMARY KEY,
    staff_id bigint NOT NULL,
    issued_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
REVOKE ALL ON app.sign_on_token FROM PUBLIC;
