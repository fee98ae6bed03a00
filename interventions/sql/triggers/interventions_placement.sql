-- include participants/copy_scope.sql
CREATE OR REPLACE TRIGGER keep_agreement
    BEFORE INSERT OR UPDATE OF agreement_id, host_id, enrolment_id, delprojekt_id ON interventions_placement
    FOR EACH ROW EXECUTE FUNCTION app.keep_agreement();
-- include mia.access/change_history.sql
