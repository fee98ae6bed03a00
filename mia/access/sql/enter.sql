-- Changes to the database role `role` and begins to act as the identity of `token` ('' is nobody), until the transaction ends.
-- The change history writes `context_id` and `context` (JSON: actor, source) beside each row, when they are signed.
SELECT
    set_config('role', %(role)s, true),
    app.enter(%(token)s),
    set_config('pghistory.context_id', %(context_id)s, true),
    set_config('pghistory.context_metadata', %(context)s, true),
    set_config('app.context_signature', %(context_signature)s, true)
