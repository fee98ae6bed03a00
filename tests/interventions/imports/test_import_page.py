"""The page /las-in/: look first, then confirm; only one's own file, only one's own delprojekt, only
those who may.
"""

import pytest

from interventions.contacts.models import Contact, Note
from interventions.imports import uploads
from mia.access import identity
from mia.audit.models import AccessLog
from mia.jobs import files as job_files
from mia.jobs.models import Job
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from tests.interventions.imports.conftest import URL
from tests.interventions.imports.files import CONTACT, OTHER, PERSON, ROW


def test_first_a_preview_and_nothing_is_saved(send):
    before = Participant.objects.count()
    client, page = send(ROW, ROW | {"personnummer": OTHER.number, "startdatum": "i går"})
    text = page.content.decode()
    assert page.status_code == 200
    for shown in (
        "Kontroll av filen",
        "Läs in 1 rad",
        "startdatum",
        "i går",
        "ÅÅÅÅ-MM-DD",
        "Rader med fel",
    ):
        assert shown in text
    assert Participant.objects.count() == before
    everything = client.get(page.request["PATH_INFO"] + "?visa=alla").content.decode()
    assert ">ny<" in everything
    assert ">fel<" in everything
    log = AccessLog.objects.filter(event="participants.checked").get()
    assert log.count == 1


def test_confirmed_rows_go_in_and_the_others_are_handed_back(send, world):
    client, page = send(
        ROW, ROW | {"personnummer": OTHER.formatted, "startdatum": "i går"}, confirm=True
    )
    assert "Filen är inläst" in page.content.decode()
    row = Enrolment.objects.get(participant__personal_numbers__number=PERSON.number)
    assert row.registered_by == world.coordinator
    answer = client.get(page.request["PATH_INFO"] + "felaktiga-rader/")
    content = answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"] == 'attachment; filename="felaktiga-rader.csv"'
    assert OTHER.formatted in content
    assert "x_fel" in content
    assert PERSON.formatted not in content


def test_access_log_and_change_history_name_the_user(send, world):
    send(ROW, confirm=True)
    log = AccessLog.objects.get(event="participants.imported")
    assert (log.actor, log.action, log.count) == (world.coordinator.pk, "import", 1)
    event = Enrolment.pgh_event_model.objects.order_by("-pgh_id").first()
    assert event.pgh_context["actor"] == world.coordinator.pk
    assert event.pgh_context_id == log.request_id


def test_the_same_file_again_has_nothing_to_read_in(send):
    send(ROW, confirm=True)
    _, page = send(ROW)
    text = page.content.decode()
    assert "Det finns inget att läsa in" in text
    assert "bekrafta" not in text


def test_a_file_that_cannot_be_used_is_told(send):
    _, page = send(b"namn\nAlva\n")
    assert "Filen kunde inte läsas" in page.content.decode()
    assert "kolumnen namn är okänd" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("lista.pdf", b"%PDF", "CSV eller XLSX"),
        ("lista.csv", b"", "Filen är tom"),
        ("lista.csv", b"x" * 2_000, "för stor"),
    ],
)
def test_what_is_not_taken_in(send, settings, name, content, told):
    settings.IMPORT_MAX_BYTES = 1_000
    _, page = send(content, name=name)
    assert page.status_code == 200
    assert told in page.content.decode()
    assert not (job_files.root() / uploads.KIND).exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize("who", ["anna", "leader", "investigator", "admin"])
def test_only_those_who_may_import(send, world, login, who):
    _, page = send(ROW)
    client = login(getattr(world, who))
    address = page.request["PATH_INFO"]
    asked = [
        client.get(URL),
        client.post(URL),
        client.get(address),
        client.post(f"{address}bekrafta/"),
    ]
    asked += [client.post(f"{address}avbryt/"), client.get(f"{address}felaktiga-rader/")]
    assert {answer.status_code for answer in asked} == {403}


def test_somebody_elses_file_does_not_exist(send, local, login):
    client, page = send(ROW, ROW)
    address = page.request["PATH_INFO"]
    other = login(local)
    asked = [other.get(address), other.post(f"{address}bekrafta/"), other.post(f"{address}avbryt/")]
    asked.append(other.get(f"{address}felaktiga-rader/"))
    assert {answer.status_code for answer in asked} == {404}
    assert client.get(address).status_code == 200


def test_another_delprojekt_is_out_of_reach(send, local, world):
    """Cecilia's participant is in HBS: whoever imports to OS can neither change nor find out
    anything about it.
    """
    there = world.elsewhere
    before = Enrolment.objects.values().get(pk=there.pk)
    number = PersonalNumber.objects.get(participant=there.participant)
    row = ROW | {
        "delprojekt": "HBS",
        "personnummer": number.number,
        "startdatum": str(there.started_on),
    }
    send(row, ROW, user=local, confirm=True)
    assert Enrolment.objects.values().get(pk=there.pk) == before
    there.participant.refresh_from_db()
    assert there.participant.given_name == "Maj"
    _, page = send(row, user=local)
    text = page.content.decode()
    assert "Delprojektet finns inte bland dem du kan läsa in till: OS." in text
    _, unknown = send(row | {"delprojekt": "FINNSEJ"}, user=local)
    told = [
        content.decode().split("Rad för rad")[-1] for content in (page.content, unknown.content)
    ]
    assert told[0].replace("HBS", "") == told[1].replace("FINNSEJ", "")
    _, page = send(
        CONTACT | {"delprojekt": "HBS", "personnummer": number.number}, kind="contacts", user=local
    )
    assert "bland dem du kan läsa in till" in page.content.decode()


def test_row_level_security_is_back_after_the_import(send, world, local, as_user):
    """Elevated only while reading in: the same transaction then shows the user's own rows again."""
    with as_user(local) as work:
        seen = set(Enrolment.objects.values_list("pk", flat=True))
        with identity.elevated(work):
            assert Enrolment.objects.count() > len(seen)
        assert set(Enrolment.objects.values_list("pk", flat=True)) == seen
        with pytest.raises(ValueError, match="fel"), identity.elevated(work):
            raise ValueError("fel")
        assert set(Enrolment.objects.values_list("pk", flat=True)) == seen


def test_a_protected_person_whom_the_user_may_not_see_is_not_touched(send, world):
    hidden = world.protected
    number = PersonalNumber.objects.get(participant=hidden.participant).number
    _, page = send(CONTACT | {"personnummer": number}, kind="contacts")
    assert "Personen är inte inskriven i delprojektet" in page.content.decode()
    row = ROW | {"personnummer": number, "startdatum": str(hidden.started_on), "skydd": "INGEN"}
    _, page = send(row, confirm=True)
    assert Enrolment.objects.get(pk=hidden.pk).version == 1
    assert (
        not Enrolment.objects.filter(participant=hidden.participant).exclude(pk=hidden.pk).exists()
    )
    hidden.participant.refresh_from_db()
    assert (hidden.participant.given_name, hidden.participant.protection) == (
        "Hemlig",
        "SEKRETESSMARKERING",
    )
    assert number not in page.content.decode()


def test_notes_that_the_user_may_not_read_are_never_changed(send, world):
    """The coordinator may add a contact with a note, but neither overwrite nor take away one that
    exists.
    """
    said = Contact.objects.get(enrolment=world.own)
    number = PersonalNumber.objects.get(participant=world.own.participant).number
    before = Note.objects.get(contact=said).text
    row = CONTACT | {
        "personnummer": number,
        "datum": str(said.held_on),
        "minuter": "61",
        "anteckning": "",
    }
    send(row, row | {"starttid": "10:00", "anteckning": "Ny."}, kind="contacts", confirm=True)
    said.refresh_from_db()
    assert (said.minutes, said.corrected_by) == (61, world.coordinator)
    assert Note.objects.get(contact=said).text == before
    assert [note.text for note in Note.objects.all()].count("Ny.") == 1
    send(row | {"anteckning": "Annat."}, kind="contacts", confirm=True)
    assert Note.objects.get(contact=said).text == before


def test_a_responsible_named_in_the_file_gets_the_case(send, world):
    send(ROW | {"handledare": "bo"}, confirm=True)
    assert (
        Assignment.objects.get(enrolment__participant__personal_numbers__number=PERSON.number).staff
        == world.bo
    )
