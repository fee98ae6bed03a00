"""The headings of every export (docs/formats.md §4)."""

from mia.core.uuid7 import uuid7
from reporting.exports.declaration import RowExport
from reporting.exports.registry import EXPORTS
from reporting.exports.rows import ExportRow, fingerprint_of
from tests.reporting.county import report_scope


def test_headings_are_those_of_the_contract(db):
    contract = {
        "esf-deltagare": (
            "Diarienummer;Delprojekt;Rapportmånad;Identitetstyp;Personnummer;Startdatum;Slutdatum;"
            "Timmar;Tillfällen;Mall;Intygad;Händelse"
        ),
        "esf-indikatorer": "Kod;Indikator;Kvinnor;Män;Totalt",
        "sus-poster": (
            "Samverkansorganisation;Insats;Registreringstyp;Samtycke;Personnummer;Kön;Startår;"
            "Kommun;Stadsdel;Startdatum;Remitterande;Försörjning före;Tid i försörjning;Utbildning;"
            "Arbetar före;Arbetar före %;Studerar före %;Arbetssökande före;Slutdatum;"
            "Avslutsanledning;Försörjning efter;Arbetar efter;Arbetar efter %;Studerar efter %;"
            "Arbetssökande efter;Inskriven hos Af efter"
        ),
        "sus-aggregat": "Tabell;Grupp;Värde;Kvinnor;Män;Totalt;Bas kvinnor;Bas män;Bas totalt",
        "malbild": (
            "Mått;Kvinnor;Män;Totalt;Bas kvinnor;Bas män;Bas totalt;Andel kvinnor;Andel män;"
            "Andel totalt;Mål;Uppfyllt"
        ),
        "arbete-kvar": "Delprojekt;Månader;Svar;Kvinnor;Män;Totalt",
        "placeringar": (
            "delprojekt;personnummer;identitetstyp;startdatum;timmar;vard;organisationsnummer;avtal;"
            "arbetsplats;bransch;arbetsuppgifter;pa_distans;handledare_vard;forsakrad;"
            "planerat_slut;slutdatum;slutorsak;resultat"
        ),
        "narvaro": (
            "delprojekt;personnummer;identitetstyp;datum;till_och_med;minuter;"
            "organisationsnummer;arbetsplats"
        ),
    }
    any_scope = report_scope()
    assert {
        slug: ";".join(c.heading for c in one.columns_for(any_scope))
        for slug, one in EXPORTS.items()
    } == contract


def test_a_monthly_export_ends_with_what_has_happened():
    """The fingerprint of a sent row leaves its last columns out: that it is corrected, or attested
    later, is no news.
    """
    exports = [one for one in EXPORTS.values() if isinstance(one, RowExport)]
    monthly = [one for one in exports if one.is_monthly]
    last_columns = [[column.value for column in one.columns[-2:]] for one in monthly]
    assert last_columns == [["is_certified", "event"]]


def test_a_row_that_is_attested_later_says_the_same(db):
    keys = (uuid7(), uuid7(), 1)
    lines = (b"OS;3,0;2;;N;", b"OS;3,0;2;;J;", b"OS;3,0;2;;J;RATTELSE", b"OS;3,1;2;;J;")
    sent, attested, corrected, changed = (fingerprint_of(ExportRow(*keys, line)) for line in lines)
    assert sent == attested == corrected != changed
