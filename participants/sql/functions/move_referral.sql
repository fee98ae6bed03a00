-- Moves an open referral to another delprojekt, where it begins anew, and returns whether it did: not when it is at
-- another version. The one who moves it handles referrals where it is, and may be nobody where it comes.
CREATE OR REPLACE FUNCTION app.move_referral(
    moved uuid, place bigint, expected_version integer, step uuid, day date, comment text
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    actor bigint := app.uid();
BEGIN
    UPDATE participants_referral r
    SET delprojekt_id = place, state = 'INKOMMEN', state_on = day, version = r.version + 1
    WHERE r.id = moved AND r.version = expected_version AND r.state IN ('INKOMMEN', 'BEDOMS', 'KO')
      AND (
          (
              r.delprojekt_id = ANY (app.delprojekt_with('register'))
              AND (NOT r.is_protected OR r.registered_by_id = actor)
          )
          OR r.delprojekt_id = ANY (app.delprojekt_with('decide_protected'))
      );
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO participants_referralstep
        (id, referral_id, delprojekt_id, state, started_on, note, registered_at, registered_by_id)
    VALUES (step, moved, place, 'INKOMMEN', day, comment, statement_timestamp(), actor);
    RETURN true;
END $$;
