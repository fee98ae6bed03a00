-- %(n)s enrolments with %(per)s contacts each, in time order as a county would have written them; the last %(open)s of
-- them are open and have somebody of today's staff, the others are history. One person in twenty
-- has a second enrolment in another delprojekt; one in a hundred is protected; one enrolment in five hundred has 200
-- contacts, with notes. Keys are UUIDv7 of the time of registration.
SELECT setseed(0.42);
CREATE FUNCTION pg_temp.key(milliseconds bigint) RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT (left(h, 8) || '-' || right(h, 4) || '-7' || right(gen_random_uuid()::text, 21))::uuid
    FROM (SELECT lpad(to_hex(milliseconds), 12, '0')) t (h) $$;
CREATE TEMP TABLE draw ON COMMIT DROP AS
SELECT i, i - (i %% 20 = 0)::int AS j, pg_temp.key(1490000000000 + i * 1000::bigint) AS enrolment, 1 + i %% 8 AS place,
       date '1955-01-01' + i %% 18000 AS born, random() AS r1, random() AS r2, random() AS r3,
       date '2017-04-01' + (i * 1900::bigint / %(n)s)::int AS started, (random() * 1400)::int + 30 AS days,
       i <= %(n)s - %(open)s AS ended
FROM generate_series(1, %(n)s) i;
CREATE TEMP TABLE person ON COMMIT DROP AS
SELECT j, pg_temp.key(1490000000000 + j * 1000::bigint) AS person, j %% 100 = 7 AS hidden FROM draw WHERE i = j;
ANALYZE draw;
ANALYZE person;

INSERT INTO participants_participant (id, given_name, family_name, birth_date, birth_year, sex, protection, alias,
    interpreter_language, version, registered_at)
SELECT person, (%(given)s::text[])[1 + i %% 20] || CASE WHEN i %% 3 = 0 THEN '-' || (%(given)s::text[])[1 + i / 20 %% 20]
    ELSE '' END, (%(family)s::text[])[1 + i / 7 %% 13] || CASE WHEN i %% 2 = 0 THEN 'sson' ELSE '' END
    || chr(97 + i / 91 %% 26) || chr(97 + i / 2366 %% 26), born, extract(year FROM born), CASE WHEN r1 < 0.59 THEN 'K'
    ELSE 'M' END, CASE WHEN hidden THEN 'SEKRETESSMARKERING' ELSE 'INGEN' END, 'P-' || i, '', 1, now()
FROM draw JOIN person USING (j) WHERE i = j;

INSERT INTO participants_personalnumber (id, participant_id, kind, number)
SELECT pg_temp.key(1490000000000 + i * 1000::bigint), person, 'TF', to_char(born, 'YYYYMMDD') || 'TF' || lpad((i / 18000)::text, 2, '0')
FROM draw JOIN person USING (j) WHERE i = j;

INSERT INTO participants_enrolment (id, participant_id, delprojekt_id, project_id, is_protected, referrer_id, referred_on,
    started_on, ended_on, municipality_id, district, labour_status, in_education, education, income_before, income_months,
    work_before, seeking_before, disability, foreign_background, homeless, exit_reason_id, income_after, work_after,
    work_after_percent, unemployed_since, income_before_percent, income_after_percent, newly_arrived, version, registered_at)
SELECT enrolment, person, dp.id, p.id, hidden, (ARRAY['AF','FK','KOMMUN','REGION','EGEN'])[1 + i %% 5], started - 20,
    started, CASE WHEN ended THEN started + days END, (SELECT min(municipality_id) FROM organisation_delprojekt_municipalities
    WHERE delprojekt_id = dp.id), '', (ARRAY['ARBETSLOS','EJ_I_ARBETSKRAFTEN','SYSSELSATT'])[1 + i %% 3], r2 < 0.1,
    (ARRAY['GRUNDSKOLA','GYMNASIUM','EFTERGYMN','EJ_GRUNDSKOLA','OKAND'])[1 + i / 3 %% 5],
    ARRAY[(ARRAY['SJUKPENNING','FORSORJNINGSSTOD','AKTIVITETSERSATTNING','AKASSA'])[1 + i %% 4]], (r3 * 120)::int, 'INGET',
    r1 < 0.3, (ARRAY['JA','NEJ','EJ_FRAGAD'])[1 + i %% 3], (ARRAY['JA','NEJ','VILL_EJ'])[1 + i %% 3], 'NEJ',
    CASE WHEN ended THEN (ARRAY['ARBETE','STUDIER','ORDINARIE_AF','FORTSATT_REHAB','EGEN_BEGARAN'])[1 + i %% 5] END,
    CASE WHEN ended THEN ARRAY['LON'] ELSE '{}'::text[] END, CASE WHEN ended AND i %% 5 = 0 THEN 'SUBVENTIONERAT' END,
    CASE WHEN ended AND i %% 5 = 0 THEN 50 END, CASE WHEN i %% 3 = 0 THEN started - (r2 * 900)::int END,
    '{}', '{}', 'EJ_FRAGAD', 1, started
FROM (SELECT * FROM draw JOIN person USING (j)) d
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM organisation_delprojekt) dp USING (place)
JOIN organisation_esfproject p ON p.code = CASE WHEN started < '2020-06-01' THEN 'MIA' ELSE 'MIA_VIDARE' END;

INSERT INTO participants_assignment (id, enrolment_id, delprojekt_id, is_protected, staff_id, started_on, ended_on)
SELECT pg_temp.key(extract(epoch FROM e.started_on)::bigint * 1000), e.id, e.delprojekt_id, e.is_protected, w.staff,
       e.started_on, e.ended_on
FROM (SELECT *, row_number() OVER (PARTITION BY delprojekt_id ORDER BY id) AS n FROM participants_enrolment) e
JOIN (SELECT delprojekt_id, ended_on IS NULL AS works, array_agg(staff_id ORDER BY staff_id) AS staff_ids
      FROM organisation_membership WHERE role = 'case_worker' GROUP BY 1, 2) c
  ON c.delprojekt_id = e.delprojekt_id AND c.works = (e.ended_on IS NULL)
CROSS JOIN LATERAL (SELECT c.staff_ids[1 + e.n %% cardinality(c.staff_ids)] AS staff) w ORDER BY 1;

INSERT INTO participants_consent (id, enrolment_id, delprojekt_id, is_protected, kind, given_on, way, text_version,
    purpose, agencies)
SELECT pg_temp.key(extract(epoch FROM started_on)::bigint * 1000), id, delprojekt_id, is_protected, 'SUS', started_on,
       'PAPPER', 'FK 9443 (006)', '', '{}'
FROM participants_enrolment WHERE referrer_id <> 'EGEN';

INSERT INTO interventions_methodwork (id, enrolment_id, delprojekt_id, is_protected, method, started_on, ended_on)
SELECT pg_temp.key(extract(epoch FROM started_on)::bigint * 1000), id, delprojekt_id, is_protected,
       (ARRAY['CM','SE','IPS','BOSTON','ASF'])[1 + row_number() OVER () %% 5], started_on, ended_on
FROM participants_enrolment;

INSERT INTO interventions_contact (id, enrolment_id, delprojekt_id, is_protected, held_on, started_at, minutes, channel,
    outcome, method, staff_id, version, registered_at)
SELECT pg_temp.key(extract(epoch FROM held_on)::bigint * 1000 + k), enrolment, delprojekt_id, is_protected, held_on,
       time '08:00' + k %% 9 * interval '1 hour', 15 + k %% 6 * 15,
       (ARRAY['MOTE','TELEFON','MEDDELANDE','HEMBESOK','GRUPP','MYNDIGHET'])[1 + k %% 6],
       CASE WHEN k %% 11 = 0 THEN 'UTEBLIVEN' ELSE 'GENOMFORD' END, 'CM', staff_id, 1, held_on
FROM (
    SELECT e.id AS enrolment, e.delprojekt_id, e.is_protected, a.staff_id, k,
           e.started_on + (k * (coalesce(e.ended_on, e.started_on + 400) - e.started_on) / e.many)::int AS held_on
    FROM (SELECT f.*, CASE WHEN i %% 500 IN (1, 499) THEN 200 ELSE %(per)s END AS many
          FROM participants_enrolment f JOIN draw ON enrolment = f.id) e
    JOIN participants_assignment a ON a.enrolment_id = e.id CROSS JOIN LATERAL generate_series(1, e.many) k
) c ORDER BY held_on, k;

