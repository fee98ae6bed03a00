-- May the actor assign staff to this enrolment? Who may assign in the delprojekt: for an enrolment that the actor is
-- assigned to, for a new one that nobody is assigned to yet, and, where the same role sees the whole delprojekt, for
-- every enrolment of a person who is not protected. Of what is open in an emergency only a case that nobody else may open
-- is given to somebody, and nothing of what is open by a read access alone.
CREATE OR REPLACE FUNCTION app.may_assign(wanted uuid, delprojekt bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT app.is_system() OR (
        delprojekt = ANY (app.delprojekt_with('assign_staff'))
        AND (
            (
                wanted = ANY (app.my_enrolments())
                AND (
                    NOT wanted = ANY (app.my_read_only())
                    OR wanted = ANY (app.my_emergencies())
                )
                AND (
                    NOT wanted = ANY (app.my_emergencies())
                    OR app.named_until(wanted, app.today(), NULL) IS NULL
                )
            )
            OR NOT EXISTS (SELECT FROM participants_assignment WHERE enrolment_id = wanted)
            OR (
                delprojekt = ANY (app.whole_delprojekt_with('assign_staff'))
                AND NOT EXISTS (SELECT FROM participants_enrolment WHERE id = wanted AND is_protected)
            )
        )
    )
$$;
