CREATE OR REPLACE TRIGGER mark_sent_updated
    AFTER UPDATE ON participants_participant REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.mark_sent_persons();
-- At the end of the transaction, so that an order which is placed meanwhile is recalled too.
DROP TRIGGER IF EXISTS recall_orders ON participants_participant;
CREATE CONSTRAINT TRIGGER recall_orders AFTER UPDATE OF protection ON participants_participant
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.protection = 'INGEN' AND NEW.protection <> 'INGEN')
    EXECUTE FUNCTION app.recall_orders();
