-- Reviews of the log: written by those who may review, in their own name and dated now, and seen by the one who made
-- them and by those who may review that person's rows.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON participants_logreview FOR SELECT TO mia_app USING (
    reviewed_by_id = (SELECT app.uid())
    OR reviewed_by_id = ANY ((SELECT app.reviewed_staff())::bigint[])
);
CREATE POLICY may_insert ON participants_logreview FOR INSERT TO mia_app WITH CHECK (
    reviewed_by_id = (SELECT app.uid())
    AND reviewed_at BETWEEN now() - interval '1 minute' AND clock_timestamp() + interval '1 minute'
    AND cardinality((SELECT app.reviewed_staff())::bigint[]) > 0
);
