-- The memos about an enrolment, whoever wrote them, for the register extract: the participant has a right to them
-- (docs/domain.md §6.3), and the extract is printed by others than their authors. For those who read notes of the
-- enrolment, as private_rows.sql says. It runs as the owner, since a memo is its author's alone.
CREATE OR REPLACE FUNCTION app.memos_of(wanted uuid)
RETURNS TABLE (id uuid, staff_id bigint, due_on date, done_on date, text text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT m.id, m.staff_id, m.due_on, m.done_on, m.text
    FROM interventions_memo m
    WHERE m.enrolment_id = wanted
      AND (
          (m.delprojekt_id = ANY (app.whole_delprojekt_with('read_notes')) AND NOT m.is_protected)
          OR (
              m.enrolment_id = ANY (app.my_enrolments())
              AND m.delprojekt_id = ANY (app.delprojekt_with('read_notes'))
          )
      )
$$;
