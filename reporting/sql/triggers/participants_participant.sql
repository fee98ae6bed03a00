-- At the end of the transaction, so that an order which is placed meanwhile is recalled too.
DROP TRIGGER IF EXISTS recall_orders ON participants_participant;
CREATE CONSTRAINT TRIGGER recall_orders AFTER UPDATE OF protection ON participants_participant
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.protection = 'INGEN' AND NEW.protection <> 'INGEN')
    EXECUTE FUNCTION app.recall_orders();
