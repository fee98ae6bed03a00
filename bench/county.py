"""The synthetic county that everything is measured on: as many enrolments as asked for, in a database of its own.

Set-based SQL as the owner, triggers off: 100,000 enrolments with 3 million contacts in about two minutes. Nobody in it
exists: the numbers are TF numbers, which no person has.
"""

import time

from django.core.management import call_command
from django.db import connection

from mia.organisation.models import Delprojekt, Membership, Staff, Team
from mia.organisation.roles import Role

CASELOAD = 40
TABLES = [
    "participants_participant", "participants_personalnumber", "participants_enrolment", "participants_assignment",
    "participants_consent", "interventions_contact", "interventions_note", "interventions_methodwork",
]  # fmt: skip
GIVEN = [
    "Alva",
    "Bertil",
    "Cajsa",
    "Disa",
    "Elof",
    "Fatima",
    "Gun",
    "Hassan",
    "Inga",
    "Jamal",
    "Kerstin",
    "Leif",
    "Mona",
    "Nils",
    "Olga",
    "Per",
    "Rut",
    "Sven",
    "Tuva",
    "Ulf",
]
FAMILY = [
    "Almblad",
    "Björkås",
    "Cedergård",
    "Dalmo",
    "Ekhult",
    "Forshed",
    "Granliden",
    "Hedmyr",
    "Isgren",
    "Jonsvik",
    "Kvarnö",
    "Lundheim",
    "Myråker",
]

# %(n)s enrolments, %(per)s contacts each; a person has one enrolment, one in a hundred is protected.
FILL = """
SELECT setseed(0.42);
CREATE TEMP TABLE draw ON COMMIT DROP AS
SELECT i, gen_random_uuid() AS person, gen_random_uuid() AS enrolment, 1 + i %% 8 AS place,
       date '1955-01-01' + (random() * 18000)::int AS born, random() AS r1, random() AS r2, random() AS r3,
       date '2017-04-01' + (random() * 1900)::int AS started, (random() * 500)::int + 30 AS days
FROM generate_series(1, %(n)s) i;

INSERT INTO participants_participant (id, given_name, family_name, birth_date, birth_year, sex, protection, alias,
    interpreter_language, version, registered_at)
SELECT person, (%(given)s::text[])[1 + i %% 20] || CASE WHEN i %% 3 = 0 THEN '-' || (%(given)s::text[])[1 + i / 20 %% 20]
    ELSE '' END, (%(family)s::text[])[1 + i / 7 %% 13] || CASE WHEN i %% 2 = 0 THEN 'sson' ELSE '' END
    || chr(97 + i / 91 %% 26) || chr(97 + i / 2366 %% 26), born, extract(year FROM born), CASE WHEN r1 < 0.59 THEN 'K'
    ELSE 'M' END, CASE WHEN i %% 100 = 0 THEN 'SEKRETESSMARKERING' ELSE 'INGEN' END, 'P-' || i, '', 1, now()
FROM draw;

INSERT INTO participants_personalnumber (id, participant_id, kind, number)
SELECT gen_random_uuid(), person, 'TF', lpad(to_hex(i), 12, 'A') FROM draw;

INSERT INTO participants_enrolment (id, participant_id, delprojekt_id, project_id, is_protected, referrer_id, referred_on,
    started_on, ended_on, municipality_id, district, labour_status, in_education, education, income_before, income_months,
    work_before, seeking_before, disability, foreign_background, homeless, exit_reason_id, income_after, work_after,
    work_after_percent, version, registered_at)
SELECT enrolment, person, dp.id, p.id, i %% 100 = 0, (ARRAY['AF','FK','KOMMUN','REGION','EGEN'])[1 + i %% 5], started - 20,
    started, CASE WHEN ended THEN started + days END, (SELECT min(municipality_id) FROM organisation_delprojekt_municipalities
    WHERE delprojekt_id = dp.id), '', (ARRAY['ARBETSLOS','EJ_I_ARBETSKRAFTEN','SYSSELSATT'])[1 + i %% 3], r2 < 0.1,
    (ARRAY['GRUNDSKOLA','GYMNASIUM','EFTERGYMN','EJ_GRUNDSKOLA','OKAND'])[1 + i / 3 %% 5],
    ARRAY[(ARRAY['SJUKPENNING','FORSORJNINGSSTOD','AKTIVITETSERSATTNING','AKASSA'])[1 + i %% 4]], (r3 * 120)::int, 'INGET',
    r1 < 0.3, (ARRAY['JA','NEJ','EJ_FRAGAD'])[1 + i %% 3], (ARRAY['JA','NEJ','VILL_EJ'])[1 + i %% 3], 'NEJ',
    CASE WHEN ended THEN (ARRAY['ARBETE','STUDIER','ORDINARIE_AF','FORTSATT_REHAB','EGEN_BEGARAN'])[1 + i %% 5] END,
    CASE WHEN ended THEN ARRAY['LON'] ELSE '{}'::text[] END, CASE WHEN ended AND i %% 5 = 0 THEN 'SUBVENTIONERAT' END,
    CASE WHEN ended AND i %% 5 = 0 THEN 50 END, 1, now()
FROM (SELECT *, r3 < 0.7 AS ended FROM draw) d
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM organisation_delprojekt) dp USING (place)
JOIN organisation_esfproject p ON p.code = CASE WHEN started < '2020-06-01' THEN 'MIA' ELSE 'MIA_VIDARE' END;

INSERT INTO participants_assignment (id, enrolment_id, delprojekt_id, is_protected, staff_id, started_on)
SELECT gen_random_uuid(), e.id, e.delprojekt_id, e.is_protected, w.staff, e.started_on
FROM (SELECT *, row_number() OVER (PARTITION BY delprojekt_id ORDER BY id) AS n FROM participants_enrolment) e
JOIN (SELECT delprojekt_id, array_agg(staff_id ORDER BY staff_id) AS crew FROM organisation_membership
      WHERE role = 'case_worker' GROUP BY 1) c USING (delprojekt_id)
CROSS JOIN LATERAL (SELECT c.crew[1 + e.n %% cardinality(c.crew)] AS staff) w;

INSERT INTO participants_consent (id, enrolment_id, delprojekt_id, is_protected, kind, given_on)
SELECT gen_random_uuid(), id, delprojekt_id, is_protected, 'SUS', started_on FROM participants_enrolment
WHERE referrer_id <> 'EGEN';

INSERT INTO interventions_methodwork (id, enrolment_id, delprojekt_id, is_protected, method, started_on, ended_on)
SELECT gen_random_uuid(), id, delprojekt_id, is_protected, (ARRAY['CM','SE','IPS','BOSTON','ASF'])[1 + version %% 5],
       started_on, ended_on FROM participants_enrolment;

INSERT INTO interventions_contact (id, enrolment_id, delprojekt_id, is_protected, held_on, started_at, minutes, channel,
    outcome, method, staff_id, version, registered_at)
SELECT gen_random_uuid(), e.id, e.delprojekt_id, e.is_protected,
       e.started_on + (k * (coalesce(e.ended_on, e.started_on + 400) - e.started_on) / greatest(%(per)s, 1)),
       time '08:00' + k %% 9 * interval '1 hour', 15 + k %% 6 * 15,
       (ARRAY['MOTE','TELEFON','MEDDELANDE','HEMBESOK','GRUPP','MYNDIGHET'])[1 + k %% 6],
       CASE WHEN k %% 11 = 0 THEN 'UTEBLIVEN' ELSE 'GENOMFORD' END, 'CM', a.staff_id, 1, now()
FROM participants_enrolment e JOIN participants_assignment a ON a.enrolment_id = e.id
CROSS JOIN generate_series(1, %(per)s) k;
"""


def staff(enrolments: int) -> None:
    """Case workers with the same caseload at every size, in teams of four; a leader each; one of the others."""
    for delprojekt in Delprojekt.objects.order_by("pk"):
        people = [(f"ledare.{delprojekt.code.lower()}", Role.PROJECT_LEADER, None)]
        for number in range(max(2, enrolments // 8 // CASELOAD)):
            if number % 4 == 0:
                team = Team.objects.create(delprojekt=delprojekt, name=f"Team {number // 4}")
            people.append((f"cm{number}.{delprojekt.code.lower()}", Role.CASE_WORKER, team))
        rows = Staff.objects.bulk_create([Staff(username=name, name=name, password="!") for name, _, _ in people])
        Membership.objects.bulk_create(
            Membership(staff=row, role=role, team=team, delprojekt=delprojekt, started_on="2017-01-01")
            for row, (_, role, team) in zip(rows, people, strict=True)
        )
    for role in (Role.COORDINATOR, Role.INVESTIGATOR):
        person = Staff.objects.create(username=role.value, name=role.label, password="!")
        Membership.objects.create(staff=person, role=role, started_on="2017-01-01")


def build(enrolments: int, contacts_each: int) -> None:
    """Migrate an empty database and fill it. Prints what takes time."""
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        staff(enrolments)
        values = {"n": enrolments, "per": contacts_each, "given": GIVEN, "family": FAMILY}
        cursor.execute("BEGIN")
        for statement in filter(str.strip, FILL.split(";\n")):
            cursor.execute(statement, values)
        cursor.execute("COMMIT")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("VACUUM (ANALYZE)")
    print(f"{enrolments} enrolments, {enrolments * contacts_each} contacts in {time.perf_counter() - started:.0f} s")
