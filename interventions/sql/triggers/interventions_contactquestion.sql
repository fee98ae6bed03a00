-- include participants/copy_scope.sql
-- include mia.access/change_history.sql
-- Who asked stays. A question is answered once, by the one who is named. That its contact is deleted or restored changes
-- neither, so this is no policy.
CREATE OR REPLACE TRIGGER refuse_rewrite BEFORE UPDATE ON interventions_contactquestion
    FOR EACH ROW WHEN (
        NOT app.is_system()
        AND (
            NEW.asked_by_id <> OLD.asked_by_id
            OR (NEW.answered_by_id IS DISTINCT FROM OLD.answered_by_id AND NEW.answered_by_id IS DISTINCT FROM app.uid())
            OR (
                OLD.answered_at IS NOT NULL
                AND (
                    NEW.answered_by_id IS DISTINCT FROM OLD.answered_by_id
                    OR NEW.answered_at IS DISTINCT FROM OLD.answered_at
                    OR NEW.answer IS DISTINCT FROM OLD.answer
                )
            )
        )
    ) EXECUTE FUNCTION app.refuse_rewrite();
