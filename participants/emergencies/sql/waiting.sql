-- What those who review emergency openings have to do, where the user of this unit of work reviews.
-- Parameters: staff (key of the user, who does not review what is the own); soon (a day).
-- Columns: unreviewed (openings), orphans (protected cases that nobody may open), orphans_soon (that nobody may open from
-- some day before `soon`).
SELECT
    (
        SELECT count(*) FROM participants_emergencyopening
        WHERE reviewed_at IS NULL AND staff_id <> %(staff)s
          AND delprojekt_id = ANY (app.delprojekt_with('review_emergency'))
    ),
    counted.orphans,
    counted.orphans_soon
FROM app.orphan_counts(%(soon)s) AS counted
