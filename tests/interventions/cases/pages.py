"""The case page as tests read it, and cases with many contacts."""

import re
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories


def page_of(client, enrolment, query=""):
    page = client.get(enrolment.get_absolute_url() + query).content.decode()
    return re.sub(r'<span class="text-nowrap">(.*?)</span>', r"\1", page)


def title_of(page):
    return page.split("<title>")[1].split("</title>")[0]


def statements(client, url):
    """The statements of one page, without the savepoints that the test's own transaction adds."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    texts = [query["sql"] or "" for query in captured.captured_queries]
    return [sql for sql in texts if "SAVEPOINT" not in sql]


def many(enrolment, count, first=date(2021, 3, 2)):
    for number in range(count):
        contact = factories.ContactFactory(
            enrolment=enrolment, held_on=first + timedelta(days=number)
        )
        factories.NoteFactory(contact=contact, text=f"Anteckning {number:03}.")
