-- How long referrals waited (docs/domain.md §1.9, §7.6), a row for each step that has ended, in the delprojekt where it was,
-- and a row 'HELA' for the whole wait of each referral that is decided, where that was. In the delprojekt whose figures
-- the reader may see. A step ends on the first day of the next one, which is found from the next: few begin in a period.
DROP VIEW IF EXISTS reporting_wait;
CREATE VIEW reporting_wait WITH (security_barrier) AS
SELECT
    former.delprojekt_id,
    former.state,
    r.sex,
    former.started_on,
    s.started_on AS ended_on
FROM participants_referralstep s
JOIN participants_referral r ON r.id = s.referral_id
CROSS JOIN LATERAL (
    SELECT p.delprojekt_id, p.state, p.started_on
    FROM participants_referralstep p
    WHERE p.referral_id = s.referral_id AND (p.registered_at, p.id) < (s.registered_at, s.id)
    ORDER BY p.registered_at DESC, p.id DESC
    LIMIT 1
) former
WHERE former.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[])
UNION ALL
SELECT
    s.delprojekt_id,
    'HELA',
    r.sex,
    r.received_on,
    s.started_on
FROM participants_referralstep s
JOIN participants_referral r ON r.id = s.referral_id
WHERE s.state IN ('ANTAGEN', 'AVBOJD', 'ATERTAGEN')
  AND s.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[]);
