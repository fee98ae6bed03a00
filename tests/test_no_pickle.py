"""Whoever can write a row of the database may not run code: nothing that is stored is unpickled."""

import base64
import inspect
import os
import pickle
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import auth
from django.contrib.messages import get_messages
from django.contrib.messages.storage import default_storage
from django.core import signing
from django.core.cache import caches
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import TaskNotFound
from procrastinate.worker import Worker

from tests import source

BANNED = ("pickle", "marshal", "shelve", "eval(", "exec(", "yaml")


class Bomb:
    """A pickled value that makes a file when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def session_store():
    return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


def backends():
    """Every class that reads back what was stored, as the settings name it."""
    for alias in settings.CACHES:
        yield f"cache {alias}", type(caches[alias])
    yield "sessions", session_store()
    yield "session serializer", import_string(settings.SESSION_SERIALIZER)
    yield "messages", import_string(settings.MESSAGE_STORAGE)
    yield "signing", import_string(settings.SIGNING_BACKEND)
    yield "signed values", signing.JSONSerializer
    yield "queue", type(queue.connector)
    yield "queue manager", type(queue.job_manager)


@pytest.mark.parametrize(("name", "backend"), list(backends()), ids=lambda value: str(value)[:30])
def test_no_configured_backend_knows_how_to_run_what_is_stored(name, backend):
    """Source of the class and of all it inherits from, a module at a time."""
    modules = {inspect.getmodule(parent) for parent in backend.__mro__ if parent is not object}
    for module in modules:
        if module is None or module.__name__ in {"builtins", "typing", "abc"}:
            continue
        text = inspect.getsource(module)
        assert not [word for word in BANNED if word in text], f"{name}: {module.__name__}"


def test_our_own_code_does_not_either():
    imports = ("import pickle", "from pickle", "import marshal", "import shelve", "import dill")
    found = [
        source.name(path)
        for path in source.modules()
        if any(statement in path.read_text() for statement in imports)
    ]
    assert not found


@pytest.fixture
def _no_pickle(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("something was pickled or unpickled")

    for name in ("loads", "load", "dumps", "dump", "Unpickler", "Pickler"):
        monkeypatch.setattr(pickle, name, refuse)


@pytest.mark.usefixtures("_no_pickle")
def test_every_backend_in_use(db):
    """The same at work: values go in and come out, and pickle is never called."""
    for alias in settings.CACHES:
        caches[alias].set("a", {"b": [1]}, 60)
        assert caches[alias].get("a") == {"b": [1]}
    request = RequestFactory().get("/")
    request.session = session_store()()
    request._messages = default_storage(request)
    request._messages.add(20, "Sparat")
    request._messages.update(None)
    request.session.save()
    again = RequestFactory().get("/")
    again.session = session_store()(request.session.session_key)
    again._messages = default_storage(again)
    assert [str(message) for message in get_messages(again)] == ["Sparat"]
    assert signing.loads(signing.dumps({"a": 1})) == {"a": 1}


@pytest.mark.parametrize("alias", sorted(settings.CACHES))
def test_a_planted_row_is_not_run(db, tmp_path, alias):
    """As the owner of the database, who may write any table: in the cache's and the session's."""
    bomb = base64.b64encode(pickle.dumps(Bomb(tmp_path / "ran"))).decode()
    key = caches[alias].make_key("planted")
    for planted in (bomb, f'"{bomb}"'):
        with connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(
                        "INSERT INTO app.cache VALUES (%s, %s, now() + interval '1 hour')"
                        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                        [key, planted],
                    )
            except DatabaseError:
                assert planted == bomb, "what is no JSON is refused"
    assert caches[alias].get("planted") == bomb, "a text, and nothing more"
    store = session_store()
    model = store.get_model_class()
    model(pk="x" * 32, session_data=bomb, expire_date="2099-01-01T00:00Z").save()
    assert dict(store("x" * 32).load()) == {}
    assert not (tmp_path / "ran").exists()


def test_what_the_database_names_is_looked_up_and_never_imported(world, client, monkeypatch):
    """The task of a job in the queue, and the way of logging in that a session tells."""
    with pytest.raises(TaskNotFound):
        Worker(queue).find_task("os.system")
    client.force_login(world.anna)
    imported = []
    monkeypatch.setattr(auth, "load_backend", imported.append)
    session = client.session
    session[auth.BACKEND_SESSION_KEY] = "antigravity.Backend"
    session.save()
    assert client.get("/deltagare/").status_code == 302, "nobody is logged in"
    assert imported == []
