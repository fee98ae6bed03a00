-- Does an enrolment with this outcome of its exit reason count in figures and exports? One that was registered by
-- mistake does not; one without an exit reason does. The outcome is the reason's own (participants_exitreason.outcome).
CREATE OR REPLACE FUNCTION app.is_counted(exit_outcome text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT exit_outcome IS DISTINCT FROM 'FELREGISTRERING'
$$;
