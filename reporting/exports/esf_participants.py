"""esf-deltagare: the monthly list that goes to SCB (docs/formats.md §4.1). One row per enrolment
open some day of the month.
"""

from mia.access.roles import Permission
from reporting.exports.declaration import Column, Kind, RowExport

# Besides the period, delprojekt and projects: %(corrected)s uuid[], the enrolments of which an
# earlier locked file for the month said something else. Hours: minutes ÷ 60, half up, once per row
# (numeric round is half away from zero). LEFT and FULL JOIN, though nobody is missing: an inner
# join with what is few makes the planner expect so few rows that it compares every enrolment with
# every sum (51 s for 100,000 enrolments, now 0.3 s), and a FULL JOIN it never does so.
_SOURCE = """
WITH stay AS MATERIALIZED (
    SELECT i.participant_id, i.enrolment_id, i.delprojekt_id, i.identity_kind, i.identity, i.started_on, i.ended_on,
           i.labour_status, d.code AS delprojekt, e.reference
    FROM reporting_identity i
    LEFT JOIN organisation_delprojekt d ON d.id = i.delprojekt_id
    LEFT JOIN organisation_esfproject e ON e.id = i.project_id
    WHERE i.started_on <= %(last)s AND (i.ended_on IS NULL OR i.ended_on >= %(first)s)
      AND i.exit_reason_id IS DISTINCT FROM 'FELREGISTRERING'
      AND i.delprojekt_id = ANY (%(delprojekt)s) AND i.project_id = ANY (%(projects)s)
), spent AS (
    SELECT c.enrolment_id, sum(c.minutes) AS minutes, count(*) AS occasions
    FROM reporting_time c JOIN stay s USING (enrolment_id)
    WHERE c.held_on BETWEEN %(first)s AND %(last)s
      AND c.held_on >= s.started_on AND (s.ended_on IS NULL OR c.held_on <= s.ended_on)
    GROUP BY c.enrolment_id
)
SELECT i.*, coalesce(t.minutes, 0) AS minutes, coalesce(t.occasions, 0) AS occasions,
       CASE WHEN i.enrolment_id = ANY (%(corrected)s::uuid[]) THEN 'RÄTTAD'
            WHEN i.ended_on <= %(last)s THEN 'AVSLUTAD'
            WHEN i.started_on >= %(first)s THEN 'NY'
            ELSE 'PÅGÅENDE' END AS event
FROM stay i
FULL JOIN spent t ON t.enrolment_id = i.enrolment_id
"""

ESF_PARTICIPANTS = RowExport(
    slug="esf-deltagare",
    title="ESF: månadens deltagare",
    purpose="Listan som lämnas till SCB för varje månad, senast fyra veckor efter att månaden är slut.",
    population=(
        "Alla inskrivningar som har varit öppna minst en dag i månaden, utom felregistreringar. Även deltagare med"
        " skyddade personuppgifter är med, utan fullständigt nummer."
    ),
    permission=Permission.EXPORT_PERSONS,
    is_monthly=True,
    reads="f.started_on <= %(last)s AND (f.ended_on IS NULL OR f.ended_on >= %(first)s)",
    columns=(
        Column("Diarienummer", "r.reference"),
        Column("Delprojekt", "r.delprojekt"),
        Column("Rapportmånad", "(SELECT to_char(%(first)s::date, 'YYYY-MM'))"),
        Column("Identitetstyp", "r.identity_kind"),
        Column("Personnummer", "r.identity"),
        Column("Startdatum", "r.started_on", Kind.DATE),
        Column("Slutdatum", "CASE WHEN r.ended_on <= %(last)s THEN r.ended_on END", Kind.DATE),
        Column(
            "Timmar",
            "round(r.minutes / 60.0, 1)",
            Kind.TENTH,
            "Minuter delat med 60, en decimal, halva uppåt.",
        ),
        Column(
            "Tillfällen", "r.occasions", Kind.WHOLE, "Så många kontakter som timmarna kommer från."
        ),
        Column(
            "Mall",
            "CASE r.labour_status WHEN 'SYSSELSATT' THEN 'PO1' ELSE 'PO2' END",
            note="PO1 för den som var sysselsatt vid start, annars PO2.",
        ),
        Column("Intygad", "'N'", note="N: tiden intygas på papper. Det står inte i MIA."),
        Column(
            "Händelse",
            "r.event",
            note="RÄTTAD: skiljer sig från en fil som redan är låst för månaden.",
        ),
    ),
    source=_SOURCE,
    kinds_of="Händelse",
    kind_labels=(
        ("NY", "Nya"),
        ("PÅGÅENDE", "Pågående"),
        ("AVSLUTAD", "Avslutade"),
        ("RÄTTAD", "Rättade sedan månaden låstes"),
    ),
    oddities=(
        ("r.identity IS NULL", "{number} saknar personnummer. SCB tar inte emot dem."),
        ("r.minutes = 0", "{number} har inga timmar i månaden."),
        ("r.minutes > 184 * 60", "{number} har mer än 184 timmar i månaden."),
    ),
    # By delprojekt and number, those without one last. As one text, since only the first that is
    # sorted by is compared fast; a code is letters, before which the space comes, and ~ comes after
    # every number.
    order="""(r.delprojekt || ' ' || coalesce(r.identity, '~')) COLLATE "C", r.started_on, r.enrolment_id""",
)
