"""The plan of a placement and an agreement on paper: tagged, what they say, and who prints them."""

from datetime import date

import pytest

from interventions.placements.queries import PlacementRow
from mia.audit.models import AccessLog
from reporting.documents.agreement import AgreementDocument
from reporting.documents.placement import PlacementDocument
from tests import factories
from tests.reporting.documents.test_pdf import compliant, pages


@pytest.fixture
def placed(world):
    placement = factories.PlacementFactory(
        enrolment=world.own, started_on=date(2021, 3, 10), registered_by=world.anna
    )
    of = {"placement": placement, "enrolment": world.own}
    factories.HoursStepFactory(**of, hours=2)
    factories.HoursStepFactory(**of, started_on=date(2021, 4, 21), hours=9)
    factories.PlacementPlanFactory(**of, purpose="Prova på.", expectations="Att träffa folk.")
    return placement


def test_a_plan_is_tagged_and_says_what_was_agreed(world, placed, tmp_path):
    row = PlacementRow(placed, world.today, list(placed.steps.in_order()), placed.plan)
    document = PlacementDocument("Ylva Ekdal", "MIA Prov", date(2021, 3, 10), "Ann Prov", row)
    text, content = document.pdf()
    assert compliant(tmp_path / "plan.pdf", content) == (True, [])
    assert pages(text) == 1
    for fact in ("Ylva Ekdal", "Prova på.", "Att träffa folk.", "21 april 2021", ">9<"):
        assert fact in text
    assert world.own.participant.personal_numbers.get().number not in text


def test_an_agreement_is_tagged_and_says_what_was_agreed(world, tmp_path):
    agreement = factories.AgreementFactory(
        delprojekt=world.os, places=3, price=4500, asks_equality=True, asks_rotation=True
    )
    text, content = AgreementDocument(agreement, ["Tvätteri"], date(2021, 3, 10)).pdf()
    assert compliant(tmp_path / "avtal.pdf", content) == (True, [])
    assert pages(text) == 1
    for fact in (
        agreement.reference,
        "13500 kronor",
        "Tvätteri",
        "Jämställdhet",
        "flera uppgifter",
    ):
        assert fact in text.replace("\xa0", "")
    assert "Tillgänglighet" not in text


def test_who_prints_and_that_it_is_recorded(world, login, placed):
    address = f"/placeringar/{placed.pk}/pdf/"
    response = login(world.anna).get(address)
    assert response["Content-Disposition"] == 'inline; filename="plan-arbetstraning.pdf"'
    log = AccessLog.objects.get(event="placement.printed")
    assert log.participants == [world.own.participant_id]
    assert login(world.coordinator).get(address).status_code == 403, "as confidential as a note"
    assert login(world.cecilia).get(address).status_code == 404
    agreement = factories.AgreementFactory(delprojekt=world.os)
    response = login(world.coordinator).get(f"/avtal/{agreement.pk}/pdf/")
    assert response.content.startswith(b"%PDF")
    assert AccessLog.objects.filter(event="agreement.printed").exists()
