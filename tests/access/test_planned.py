"""Statements that go by a key are planned once for each connection, and are seen by who counts
statements.
"""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from mia.access import planned

SQL = "SELECT name FROM organisation_delprojekt WHERE code = %(code)s"


@pytest.fixture
def asked(world):
    def _asked(code):
        with planned.cursor() as cursor:
            cursor.execute(SQL, {"code": code})
            return cursor.fetchone()[0]

    return _asked


def kept():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements"
            " WHERE starts_with(statement, 'SELECT name FROM org')"
        )
        return cursor.fetchone()[0]


def test_whatever_is_asked_for_the_plan_is_one(asked, world):
    assert [asked(code) for code in ("OS", "HBS", "OS")] == [
        world.os.name,
        world.hbs.name,
        world.os.name,
    ]
    assert kept() == 1


def test_behind_a_pooler_that_knows_no_plans_none_is_kept(asked, world):
    connection.connection.prepare_threshold, before = None, connection.connection.prepare_threshold
    try:
        count = kept()
        with planned.cursor() as cursor:
            cursor.execute(SQL + " AND true", {"code": "OS"})
        assert kept() == count
    finally:
        connection.connection.prepare_threshold = before


def test_they_are_counted_and_fail_as_others_do(asked, world):
    with CaptureQueriesContext(connection) as captured:
        asked("OS")
    assert len(captured) == 1
    with pytest.raises(ProgrammingError, match="no_such_table"), planned.cursor() as cursor:
        cursor.execute("SELECT 1 FROM no_such_table")
