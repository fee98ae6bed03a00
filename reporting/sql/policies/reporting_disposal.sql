-- Disposals: seen by those who dispose. Proposed, confirmed and withdrawn in one's own name only: nobody writes the second
-- person's name.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON reporting_disposal FOR SELECT TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0
);
CREATE POLICY may_insert ON reporting_disposal FOR INSERT TO mia_app WITH CHECK (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0
    AND proposed_by_id = (SELECT app.uid()) AND confirmed_by_id IS NULL AND finished_at IS NULL
);
CREATE POLICY may_decide ON reporting_disposal FOR UPDATE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0 AND confirmed_by_id IS NULL AND withdrawn_by_id IS NULL
) WITH CHECK (
    (confirmed_by_id = (SELECT app.uid()) OR withdrawn_by_id = (SELECT app.uid())) AND finished_at IS NULL
);
