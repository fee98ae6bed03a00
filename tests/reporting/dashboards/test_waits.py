"""Days waited per step and delprojekt: counted by hand from the steps."""

from datetime import date

import pytest

from tests.factories import DeclineReasonFactory, ReferralFactory, ReferralStepFactory
from tests.reporting.publications.publish import publish

URL = "/oversikt/OS/?fran=2021-01&till=2021-12"


def referral(place, received_on, *steps, **facts):
    """A referral with its later steps: (state, first day, delprojekt)."""
    row = ReferralFactory(delprojekt=place, received_on=received_on, **facts)
    for state, day, where in steps:
        reason = DeclineReasonFactory() if state == "AVBOJD" else None
        ReferralStepFactory(
            referral=row, state=state, started_on=day, delprojekt=where, decline_reason=reason
        )
    return row


def table(client, url=URL):
    (section,) = [one for one in client.get(url).context["sections"] if one.slug == "vantan"]
    (waits,) = section.tables
    return {row.label: [cell.text for cell in row.cells] for row in waits.rows}


@pytest.fixture
def _steps(world):
    os, hbs = world.os, world.hbs
    first = date(2021, 3, 1)
    referral(os, first, ("KO", date(2021, 3, 11), os), ("ANTAGEN", date(2021, 4, 10), os))
    referral(os, first, ("KO", date(2021, 3, 5), os), ("AVBOJD", date(2021, 3, 6), os), sex="M")
    # Moved: its first step ended in OS, its decision came in HBS.
    moved = (("INKOMMEN", date(2021, 3, 21), hbs), ("ANTAGEN", date(2021, 3, 31), hbs))
    referral(os, first, *moved)
    # Ended after the period, and still waiting.
    referral(os, date(2021, 12, 1), ("ATERTAGEN", date(2022, 1, 1), os))
    referral(os, first)


@pytest.mark.usefixtures("_steps")
def test_each_wait_counts_where_it_was_and_in_the_period_when_it_ended(world, login):
    assert table(login(world.leader)) == {
        "Inkommen": ["2", "1", "3", "10", "4", "10"],
        "I kö": ["1", "1", "2", "30", "1", "1"],
        "Hela väntan": ["1", "1", "2", "40", "5", "5"],
    }
    url = URL.replace("/OS/", "/HBS/")
    assert table(login(world.other_leader), url) == {
        "Inkommen": ["1", "0", "1", "10", "–", "10"],
        "Hela väntan": ["1", "0", "1", "30", "–", "30"],
    }
    both = table(login(world.coordinator), "/oversikt/?fran=2021-01&till=2021-12")
    assert both["MIA HBS: Hela väntan"] == ["1", "0", "1", "30", "–", "30"]


@pytest.mark.usefixtures("_steps")
def test_a_reader_of_published_figures_gets_none(world, login):
    publish(date(2023, 1, 28))
    page = login(world.investigator).get("/oversikt/")
    assert "har publicerats" in page.content.decode()
    assert "remiss" not in page.content.decode().lower()
