"""The cache in the database: what Django asks of one, and that processes count together."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError, DataError, connection, transaction

from mia.access import identity
from mia.access.cache import sweep


@pytest.fixture(autouse=True)
def _empty(db):
    cache.clear()


def test_what_is_put_comes_back_until_it_expires():
    value = {"text": "åäö\x00", "list": [1, 2.5, None, True]}
    cache.set("a", value, 60)
    cache.set("b", value, 0)
    cache.set("c", value, None)
    assert (cache.get("a"), cache.get("b", "gone"), cache.get("c")) == (value, "gone", value)
    assert cache.touch("a", 0)
    assert not cache.touch("a", 60)
    assert "a" not in cache
    assert sweep() == 2
    assert cache.delete("c")
    assert not cache.delete("c")


def test_only_what_is_new_is_added():
    assert cache.add("a", 1, 60)
    assert not cache.add("a", 2, 60)
    assert cache.get("a") == 1
    cache.touch("a", 0)
    assert cache.add("a", 3, 60)


def test_a_number_is_added_to():
    cache.set("a", 5, 60)
    assert (cache.incr("a"), cache.incr("a", 10), cache.decr("a", 6)) == (6, 16, 10)
    assert cache.get("a") == 10
    with pytest.raises(ValueError, match="not found"):
        cache.incr("b")


@pytest.mark.parametrize("value", [{1, 2}, object(), b"x", float("nan")])
def test_what_json_cannot_say_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        cache.set("a", value)


def test_the_web_servers_clock_decides_nothing():
    cache.set("a", 1, 60)
    with time_machine.travel("2031-01-01"):
        assert cache.get("a") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM app.cache",
        "INSERT INTO app.cache VALUES ('a', '1', 'infinity')",
        "UPDATE app.cache SET value = '1'",
        "DELETE FROM app.cache",
    ],
)
def test_the_application_has_no_right_to_the_table(statement):
    with (
        identity.acting_as(None, source="test"),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_database_keeps_nothing_but_json():
    with (
        pytest.raises(DataError, match="invalid input syntax for type json"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT app.cache_put('a', 'gASVLg==', 60, false)")


def in_parallel(times, work):
    """Runs `work` in as many threads at the same time, each with a connection of its own."""
    start = threading.Barrier(times)

    def one(_):
        try:
            start.wait(10)
            with transaction.atomic():
                return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


@pytest.mark.django_db(transaction=True)
def test_no_process_loses_anothers_count():
    cache.set("a", 0, 60)
    assert sorted(in_parallel(6, lambda: cache.incr("a"))) == [1, 2, 3, 4, 5, 6]
    assert sorted(in_parallel(6, lambda: cache.add("b", 1, 60))) == [False] * 5 + [True]
