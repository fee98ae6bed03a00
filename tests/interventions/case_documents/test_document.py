"""Documents of a case: what is kept, encrypted, in versions; and who has opened them."""

import html
import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interventions.case_documents.enums import MOST_BYTES, media_type_of
from interventions.case_documents.models import CaseDocument, DocumentReading
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories

PDF = b"%PDF-1.4\nHemligt innehall\n%%EOF\n"


@pytest.fixture(autouse=True)
def _none_yet(world):
    DocumentReading.objects.all().delete()
    CaseDocument.objects.all().delete()


def word(*parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return file.getvalue()


def word_of_a_later_kind():
    """A ZIP that asks for a later version of the format than Python reads."""
    content = bytearray(word("word/document.xml"))
    content[content.index(b"PK\x01\x02") + 6] = 99
    return bytes(content)


def keep(client, enrolment, content=PDF, *, name="Ylva Ekdal.pdf", **more):
    sent = {"title": "Läkarintyg", "document": "", "key": uuid7()}
    sent["file"] = SimpleUploadedFile(name, content)
    return client.post(f"{enrolment.get_absolute_url()}dokument/", sent | more)


def text_of(response):
    return html.unescape(response.content.decode())


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "PDF"),
        (b"\xff\xd8\xff\xe0rest", "JPEG"),
        (b"\x89PNG\r\n\x1a\nrest", "PNG"),
        (word("word/document.xml"), "DOCX"),
        (word("word/document.xml", "word/vbaProject.bin"), None),
        (word("word/document.xml", "word/VBAPROJECT.BIN"), None),
        (word_of_a_later_kind(), None),
        (word("xl/workbook.xml"), None),
        (b"<html><script>alert(1)</script>", None),
        (b"MZ\x90", None),
        (b"PK\x03\x04", None),
    ],
)
def test_what_a_file_is_its_content_tells(content, media_type):
    assert media_type_of(content) == media_type


def test_it_is_kept_encrypted_and_handed_out_as_a_file(world, login):
    client = login(world.anna)
    assert keep(client, world.own).status_code == 302
    version = CaseDocument.objects.get()
    stored = CaseDocument.objects.values_list("title", "content").get()
    assert not any(word in str(stored) for word in ("intyg", "Hemligt", "JVBERi"))
    events = CaseDocument.pgh_event_model.objects.values()
    assert "content" not in events[0]
    answer = client.get(f"/dokument/{version.pk}/")
    assert answer.content == PDF
    name = 'attachment; filename="dokument-version-1.pdf"'
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = text_of(client.get(f"{world.own.get_absolute_url()}dokument/"))
    assert "Läkarintyg" in page
    assert "Öppnat 1 gång" in page
    assert "Ekdal.pdf" not in page
    reading = DocumentReading.objects.get()
    assert (reading.read_by, reading.version) == (world.anna, version)
    assert AccessLog.objects.filter(event__contains="document.opened").count() == 1


def test_a_new_version_stands_beside_the_former(world, login):
    client = login(world.anna)
    keep(client, world.own)
    document = CaseDocument.objects.get().document
    keep(client, world.own, PDF + b"2", document=document)
    rows = CaseDocument.objects.filter(document=document).order_by("ordinal")
    assert [row.ordinal for row in rows] == [1, 2]
    keep(client, world.own, PDF + b"3")
    page = text_of(client.get(f"{world.own.get_absolute_url()}dokument/"))
    assert page.count("Hämta version") == 3
    answer = keep(login(world.bo), world.colleagues, document=document)
    assert "Dokumentet finns inte längre" in text_of(answer), "of another case"


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"<html>", "PDF, JPEG"), (PDF + b"x" * MOST_BYTES, "för stor"), (b"", "Filen är tom")],
)
def test_what_is_not_kept(world, login, content, told):
    assert told in text_of(keep(login(world.anna), world.own, content))
    assert not CaseDocument.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("dan", 200), ("leader", 200), ("bo", 404), ("cecilia", 404), ("coordinator", 404)],
)
def test_who_reads_it(world, login, who, status):
    keep(login(world.anna), world.own)
    keep(login(world.anna), world.protected)
    of_own = CaseDocument.objects.get(enrolment=world.own)
    hidden = CaseDocument.objects.get(enrolment=world.protected)
    client = login(getattr(world, who))
    assert client.get(f"/dokument/{of_own.pk}/").status_code == status
    assert client.get(f"/dokument/{hidden.pk}/").status_code == 404
    assert DocumentReading.objects.count() == (1 if status == 200 else 0)


def test_a_document_that_is_sent_twice_is_kept_once(world, login):
    client, key = login(world.anna), uuid7()
    for _ in range(2):
        assert keep(client, world.own, key=key).status_code == 302
    first = CaseDocument.objects.get()
    later = {"document": str(first.document), "title": "Läkarintyg 2", "key": uuid7()}
    for _ in range(2):
        assert keep(client, world.own, PDF + b"2", **later).status_code == 302
    assert sorted(CaseDocument.objects.values_list("ordinal", flat=True)) == [1, 2]
    for other in ({"title": "Plan"}, {"content": PDF + b"3"}, {"document": first.document}):
        refused = keep(client, world.own, **({"key": later["key"]} | other))
        assert "Formuläret har redan använts" in text_of(refused), "another one is not dropped"
    for who, case in ((world.dan, world.own), (world.bo, world.colleagues)):
        assert "redan använts" in text_of(keep(login(who), case, key=key))
    assert CaseDocument.objects.count() == 2


def test_who_has_opened_it_is_listed_in_pages(world, login):
    version = factories.CaseDocumentFactory(enrolment=world.own, title="Läkarintyg i maj")
    for number in range(51):
        read_at = datetime(2021, 3, 1, tzinfo=UTC) + timedelta(hours=number)
        factories.DocumentReadingFactory(version=version, read_by=world.anna, read_at=read_at)
    client, page = login(world.anna), f"/dokument/{version.pk}/oppnat/"
    documents = text_of(client.get(f"{world.own.get_absolute_url()}dokument/"))
    assert (page in documents, "Öppnat 51 gånger" in documents) == (True, True)
    assert "Provsson, <span" not in documents, "who, stands on the page of its own"
    told = text_of(client.get(page))
    assert "Vem som har öppnat Läkarintyg i maj" in told
    assert (told.count("Provsson, <span"), "Sida 1 av 2" in told) == (50, True)
    assert "2021-03-01 01:00" in text_of(client.get(f"{page}?page=2"))
    assert not DocumentReading.objects.exclude(read_at__year=2021).exists(), "a look is no reading"
