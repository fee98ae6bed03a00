-- Moves a referral; true when it did (participants/sql/functions/move_referral.sql).
SELECT app.move_referral(
    %(referral)s, %(delprojekt)s, %(version)s, %(step)s, %(day)s, %(note)s
)
