-- Trigger: the days of an agreement are not changed so that placements, attendance or follow-ups that lay within it lie
-- outside. Those that nobody whom the actor sees has are asked too; nothing is told of them. A placement may go on after the
-- agreement, and a follow-up may come after it.
CREATE OR REPLACE FUNCTION app.keep_agreement_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    broken text;
BEGIN
    IF EXISTS (
        SELECT FROM interventions_placement p
        WHERE p.agreement_id = NEW.id AND p.started_on >= OLD.started_on AND p.started_on < NEW.started_on
    ) THEN
        broken := 'agreement_starts_before_placements';
    ELSIF EXISTS (
        SELECT FROM interventions_agreementfollowup f
        WHERE f.agreement_id = NEW.id AND f.held_on >= OLD.started_on AND f.held_on < NEW.started_on
    ) THEN
        broken := 'agreement_starts_before_follow_ups';
    ELSIF EXISTS (
        SELECT FROM interventions_placement p
        WHERE p.agreement_id = NEW.id AND p.started_on <= OLD.ended_on AND p.started_on > NEW.ended_on
    ) THEN
        broken := 'agreement_ends_after_placements';
    ELSIF EXISTS (
        SELECT FROM interventions_attendance a
        JOIN interventions_placement p ON p.id = a.placement_id
        WHERE p.agreement_id = NEW.id AND a.first_on <= OLD.ended_on AND a.last_on > NEW.ended_on
          AND NEW.ended_on < OLD.ended_on
    ) THEN
        broken := 'agreement_ends_after_attendance';
    END IF;
    IF broken IS NOT NULL THEN
        RAISE check_violation USING
            MESSAGE = 'something would lie outside the agreement', CONSTRAINT = broken;
    END IF;
    RETURN NEW;
END $$;
