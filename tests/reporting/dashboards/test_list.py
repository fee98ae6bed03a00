"""The list behind a number: who is responsible, and in which order; the months of the table."""

import re
from datetime import date

from tests import factories
from tests.reporting.worlds import person, shown

PATH = "/oversikt/OS/lista/?fran=2021-01&till=2021-12&kohort=inskrivna"


def starts(text: str) -> list[str]:
    return re.findall(r'<td class="text-nowrap">(\d{4}-\d\d-\d\d)</td>', text)


def test_the_list_tells_who_is_responsible(world, login):
    text = login(world.leader).get(PATH).content.decode()
    assert "Ansvarig" in text
    assert f"<td>{world.anna.name}</td>" in text


def test_the_list_can_be_ordered_and_keeps_its_order_between_pages(world, login):
    person(world.os, "K", date(2021, 1, 4))
    person(world.os, "M", date(2021, 6, 7))
    client = login(world.leader)
    latest_first = starts(client.get(PATH).content.decode())
    assert latest_first == sorted(latest_first, reverse=True)
    first = client.get(f"{PATH}&ordning=start").content.decode()
    assert starts(first) == sorted(latest_first)
    assert '<strong aria-current="true">först började</strong>' in first
    reason = factories.ExitReasonFactory().pk
    person(world.os, "K", date(2021, 1, 4), date(2021, 2, 1), reason)
    ended = client.get(f"{PATH}&ordning=slut").content.decode()
    assert starts(ended)[:2] == ["2021-01-04", "2021-02-01"]
    assert client.get(f"{PATH}&ordning=finnsinte").status_code == 200


def test_the_latest_month_stands_first_in_the_table(world):
    _, sections = shown(world.leader, "OS")
    flow = next(section for section in sections if section.slug == "flode")
    labels = [row.label for row in flow.tables[0].rows]
    assert labels[:2] == ["2021-12", "2021-11"]
    assert labels[-1] == "Hela perioden"
