"""Letters to participants: from a template, kept encrypted, on paper without a hidden address."""

from datetime import timedelta

import pytest

from interventions.bookings.models import Booking
from interventions.letters.models import Letter, LetterTemplate
from mia import audit
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from participants.contact_details.models import ContactDetails
from tests import factories
from tests.interventions.cases.pages import page_of
from tests.reporting.documents.test_pdf import compliant

ADDRESS = "Provgatan 1"


@pytest.fixture(autouse=True)
def _none_yet(world):
    Letter.objects.all().delete()
    Booking.objects.all().delete()


def url(enrolment):
    return f"{enrolment.get_absolute_url()}brev/"


def sent(client, enrolment, **changes):
    form = client.get(url(enrolment)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return client.post(url(enrolment), data | changes)


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_a_letter_is_filled_in_kept_and_printed(world, login, today, tmp_path, who):
    client, day = login(getattr(world, who)), today + timedelta(days=3)
    factories.BookingFactory(enrolment=world.own, staff=world.anna, held_on=day)
    text = client.get(url(world.own)).context["form"]["text"].value()
    assert f"Hej {world.own.participant}!" in text
    assert "klockan 10.00" in text
    assert "{" not in text
    key = uuid7()
    for _ in range(2):
        assert sent(client, world.own, text=f"{text} Välkommen!", key=key).status_code == 302
    letter = Letter.objects.get()
    assert "Välkommen" not in str(Letter.objects.values_list("text", flat=True).get())
    assert "Brev: Välkommen till ett möte" in page_of(client, world.own)
    answer = client.get(f"/brev/{letter.pk}/pdf/")
    assert compliant(tmp_path / "letter.pdf", answer.content) == (True, []), "tagged"
    assert AccessLog.objects.filter(event="letter.printed").exists()


@pytest.mark.parametrize(("case", "is_printed"), [("own", True), ("protected", False)])
def test_the_address_of_a_protected_person_is_never_printed(world, case, is_printed):
    from reporting.documents import letter  # noqa: PLC0415 - WeasyPrint loads when it is used

    enrolment = getattr(world, case)
    details, _ = ContactDetails.objects.get_or_create(
        enrolment=enrolment, defaults={"delprojekt": enrolment.delprojekt}
    )
    details.address = ADDRESS
    details.save()
    enrolment.refresh_from_db()
    row = factories.LetterFactory(enrolment=enrolment)
    audit.begin()
    html, _ = letter.letter_document(world.anna, row).pdf()
    audit.end()
    assert (ADDRESS in html) is is_printed


def test_a_template_knows_what_it_fills_in(world, login):
    client = login(world.admin)
    row = LetterTemplate.objects.get(kind="BESKED")
    page = f"/administration/brev/mallar/{row.pk}/"
    form = client.get(page).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(page, data | {"text": "Hej {namm}!"})
    assert "{namm}" in " ".join(answer.context["form"].errors["text"])
    assert client.post(page, data | {"text": "Hej {namn}, <b>fet</b>!"}).status_code == 302
    text = login(world.anna).get(f"{url(world.own)}?mall={row.pk}").content.decode()
    assert "&lt;b&gt;fet" in text


@pytest.mark.parametrize(
    ("wanted", "kind"), [("UTEBLIVEN", "UTEBLIVEN"), ("BESKED", "BESKED"), ("okand", "KALLELSE")]
)
def test_a_link_names_the_kind_of_letter(world, login, wanted, kind):
    form = login(world.anna).get(f"{url(world.own)}?mall={wanted}").context["form"]
    assert form["kind"].value() == kind


def test_a_retired_template_is_not_offered(world, login, today):
    LetterTemplate.objects.update(retired_on=today)
    page = login(world.anna).get(url(world.own)).content.decode()
    assert "Det finns ingen brevmall." in page
    assert login(world.anna).post(url(world.own)).status_code == 200
    assert not Letter.objects.exists()


def test_those_who_do_not_read_notes_see_none(world, login, as_user):
    row = factories.LetterFactory(enrolment=world.own)
    client = login(world.coordinator)
    assert "Brev:" not in page_of(client, world.own)
    assert client.get(f"/brev/{row.pk}/pdf/").status_code == 404
    with as_user(world.coordinator):
        assert not Letter.objects.exists()
