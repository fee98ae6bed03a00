"""The register extract: what it says, to whom, and what is recorded."""

import html
import json
import re
from datetime import date

import pytest

from interventions.registry import FEATURES, list_extract_sections
from mia import audit
from mia.access import identity
from mia.audit.models import AccessLog
from mia.core.others import mask_others
from participants.enrolments.access import get_visible
from participants.people.models import PersonalNumber
from participants.seams import EXTRACT_SECTIONS
from reporting.documents.extract import extract
from tests import factories
from tests.reporting.documents.extract_case import full
from tests.reporting.documents.test_pdf import compliant

__all__ = ["full"]

TITLES = [
    "Vem du är",
    "Kontaktuppgifter",
    "Inskrivningen",
    "Uppgifter vid start",
    "Uppgifter vid avslut",
    "Remiss",
    "Kontakter",
    "Intygad närvaro",
    "Borttagna kontakter",
    "Bokade tider",
    "Brev",
    "Dokument",
    "Mål i planen",
    "Steg i planen",
    "Översyn av planen",
    "Kartläggning",
    "Söka arbete",
    "Bostonmetoden",
    "Minneslappar",
    "Frågor om kontakter",
    "Ansvariga",
    "Nödöppningar",
    "Metoder",
    "Grupper",
    "Arbetsträning",
    "Närvaro på arbetsträning",
    "Månadsträffar om arbetsträning",
    "Arbete och studier",
    "Kvalifikationer",
    "Övergångar",
    "Uppföljningar",
    "Överlämningar",
    "Samtycken",
    "Vad som har lämnats ut",
    "Frågor från andra delprojekt",
    "Förlängningar och pauser",
    "Vem som har läst och ändrat",
    "Sammanslagna registreringar",
    "Spärrar mot gallring",
]
NOTE = "Anteckning om Ylva Ekdal"
EXPECTED = {
    "Vem du är": [
        ("Förnamn", "Ylva"),
        ("Efternamn", "Ekdal"),
        ("Skyddade personuppgifter", "ingen"),
    ],
    "Inskrivningen": [
        ("Delprojekt", "MIA Östra Södertörn"),
        ("Startdatum", "2021-03-01"),
        ("Slutdatum", "2021-05-31"),
        ("Remissdatum", "inte ifyllt"),
    ],
    "Remiss": [
        ("Remitterande part", "Försäkringskassan"),
        ("Vad personen själv vill", "Vill arbeta."),
        ("Varför personen remitteras", "Mor [någon annans personnummer] ringde."),
        ("Personnummer", "19760101-2383"),
        ("Steg: Inkommen", "2022-03-01, MIA Östra Södertörn"),
        (
            "Steg: Avböjd",
            "2022-03-08, MIA Östra Södertörn, Ingen ledig plats: Ring [kontaktuppgift]",
        ),
    ],
    "Förlängningar och pauser": [
        ("Förlängning med 6 månader", "från 2021-06-01: Nära arbete eller studier"),
    ],
    "Uppgifter vid start": [
        ("Försörjning", "Sjukpenning"),
        ("Arbetsmarknadsstatus", "arbetslös"),
        ("Arbetslös sedan", "2020-01-01"),
        ("Deltar i utbildning", "nej"),
        ("Funktionsnedsättning", "vill inte svara"),
    ],
    "Uppgifter vid avslut": [("Försörjning", "inte ifyllt")],
    "Kontakter": [
        ("2021-03-01 Möte, 60 min", "Genomförd · kl. 09:30 · IPS · Anna Provsson"),
        ("Anteckning", NOTE),
        ("2021-04-07 Möte", "Deltagaren uteblev · okänd handledare"),
    ],
    "Ansvariga": [("Anna Provsson", "från 2021-03-01")],
    "Nödöppningar": [],
    "Metoder": [("Case management", "från 2021-03-01 till och med 2021-05-31, med Anna Provsson")],
    "Överlämningar": [],
    "Samtycken": [("Uppföljning i SUS (blankett 9443)", "gavs 2021-03-01, återtogs 2021-05-01")],
}


def extract_of(user, enrolment):
    with identity.acting_as(user.pk, source="test"):
        audit.begin()
        return extract(user, get_visible(user, enrolment.pk), date(2021, 6, 1))


def rows_of(document):
    """The rows of each section, as pairs of label and value."""
    sections = {}
    for section in document.sections:
        sections[section.title] = [(row.label, row.value) for row in section.rows]
    return sections


def url_of(enrolment):
    return f"{enrolment.get_absolute_url()}registerutdrag/"


def read_log(client, enrolment):
    """The section about who has read what, as JSON has it."""
    response = client.get(f"{url_of(enrolment)}json/")
    sections = {one["rubrik"]: one for one in json.loads(response.content)["avsnitt"]}
    return {row["varde"] for row in sections["Vem som har läst och ändrat"]["uppgifter"]}


@pytest.fixture(autouse=True)
def _no_access_log_left():
    yield
    audit.end()


def test_it_says_what_every_feature_holds(full):
    sections = rows_of(extract_of(full.anna, full.own))
    assert list(sections) == TITLES
    for title, rows in EXPECTED.items():
        for row in rows:
            assert row in sections[title], sections[title]
    number = PersonalNumber.objects.get(participant=full.own.participant_id).number
    assert ("Personnummer", f"{number[:8]}-{number[8:]}") in sections["Vem du är"], (
        "the whole number"
    )


def test_it_is_a_document_in_tagged_and_in_plain_swedish(full, tmp_path):
    page, content = extract_of(full.anna, full.own).pdf()
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    for words in (*TITLES, "artikel 15", "Utdraget är gjort 2021-06-01", NOTE):
        assert words in text
    assert "None" not in text
    assert compliant(tmp_path / "extract.pdf", content) == (True, []), "tagged"


def test_an_open_case_has_nothing_about_its_end(world):
    assert rows_of(extract_of(world.anna, world.own))["Uppgifter vid avslut"] == []


def test_no_note_for_one_who_may_not_read_notes(world):
    """Only those who edit the case print it; the sections do not rely on that.

    The system passes row-level security, so that only the sections can leave the note out.
    """
    with identity.acting_as(identity.SYSTEM, source="test"):
        audit.begin()
        document = extract(world.coordinator, world.own, world.today)
    contacts = rows_of(document)["Kontakter"]
    assert contacts
    assert NOTE not in str(contacts)
    page, _content = document.pdf()
    assert NOTE not in html.unescape(page)
    assert "Anteckningar om kontakterna är inte med." in page


def test_every_section_has_a_title_of_its_own():
    titles = [section.title for section in list_extract_sections()]
    assert titles == TITLES


# What the extract asks besides once for each table: the session, the identity, the person, the log.
OTHER_STATEMENTS = 20
FORMS = {
    "": ("text/html; charset=utf-8", None),
    "pdf/": ("application/pdf", 'inline; filename="registerutdrag.pdf"'),
    "json/": ("application/json; charset=utf-8", 'attachment; filename="registerutdrag.json"'),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_recorded_and_names_nobody_outside(
    world, login, form, django_assert_max_num_queries
):
    client = login(world.anna)
    # A document of every feature, each of which reads its own rows, however many.
    tables = [model for feature in FEATURES for model in feature.retention]
    with django_assert_max_num_queries(OTHER_STATEMENTS + len(tables) + len(EXTRACT_SECTIONS)):
        response = client.get(f"{url_of(world.own)}{form}")
    assert (response["Content-Type"], response.get("Content-Disposition")) == FORMS[form]
    assert "no-store" in response["Cache-Control"]
    row = AccessLog.objects.latest("pk")
    assert (row.action, row.event) == (audit.Action.PRINT, "extract.printed")
    assert row.participants == [world.own.participant_id]


def test_page_and_json_say_what_the_pdf_says(full):
    document = extract_of(full.anna, full.own)
    printed, _content = document.pdf()
    sections = json.loads(document.json())["avsnitt"]
    assert [section["rubrik"] for section in sections] == TITLES
    for section in sections:
        for row in section["uppgifter"]:
            assert html.escape(row["varde"]) in printed or "\n" in row["varde"]


def test_it_says_who_has_read_what(world, login):
    login(world.anna).get(world.own.get_absolute_url())
    login(world.anna).get(world.own.get_absolute_url())
    login(world.leader).get("/deltagare/")
    login(world.cecilia).get(world.elsewhere.get_absolute_url())
    rows = read_log(login(world.anna), world.own)
    assert "Anna Provsson läste ärendet, 2 gånger" in rows
    assert any(row.startswith("Ledare Provsson såg i en lista") for row in rows)
    assert not any("Cecilia" in row for row in rows)


def test_staff_of_another_delprojekt_are_not_told_of(world, login):
    """That the person is enrolled there too is not for this delprojekt to know."""
    factories.EnrolmentFactory(participant=world.own.participant, delprojekt=world.hbs)
    login(world.other_leader).get("/deltagare/")
    login(world.leader).get("/deltagare/")
    rows = read_log(login(world.anna), world.own)
    assert rows
    assert not any("hbs" in row.lower() for row in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mor 19760102-2386 ringde", "Mor [någon annans personnummer] ringde"),
        ("Eget nr 760101-2383.", "Eget nr 760101-2383."),
        ("Nå Kim på 070-123 45 67!", "Nå Kim på [kontaktuppgift]!"),
        ("kim.ek@prov.example svarade", "[kontaktuppgift] svarade"),
        ("2021-03-01 och 2021-04-07, 60 min", "2021-03-01 och 2021-04-07, 60 min"),
    ],
)
def test_numbers_and_addresses_of_others_are_masked(text, expected):
    assert mask_others(text, {"197601012383"}) == expected


def test_the_case_page_leads_to_it_for_those_who_edit_the_case(world, login):
    for who, is_linked in (("anna", True), ("leader", True), ("coordinator", False)):
        client = login(getattr(world, who))
        page = client.get(world.own.get_absolute_url()).content.decode()
        assert ("registerutdrag/" in page) is is_linked, who
        assert client.get(url_of(world.own)).status_code == (200 if is_linked else 403), who
