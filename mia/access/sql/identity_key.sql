-- The key of signed identities, as the two pads that app.sign hashes with: the table's only row.
WITH former AS (
    DELETE FROM app.secret
)
INSERT INTO app.secret (inner_pad, outer_pad) VALUES (%(inner_pad)s, %(outer_pad)s)
