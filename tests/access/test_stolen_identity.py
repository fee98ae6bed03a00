"""An identity is worth nothing to whoever sees it: on another connection, or a moment later.

Two connections as the application's own, the one of an import that acts as the system and the one
of somebody who can run SQL of their own. The rows are those of the access log, which the system
alone may read.
"""

import re

import pytest
from django.db import connection, transaction

from mia.access import identity, tokens
from tests.access import application
from tests.access.application import ask
from tests.audit.test_seals import COLUMNS, VALUES

ROWS = "SELECT count(*) FROM audit_accesslog"
ACTIVITY = "SELECT coalesce(query, '') FROM pg_stat_activity"
SETTINGS = ("app.token", "app.scope", "app.whole_scope")
LIKE_A_TOKEN = re.compile(r"[\w.-]{40,}")


@pytest.fixture(autouse=True)
def _a_row_that_is_committed(db):
    with application.owner() as owner:
        owner.execute(f"INSERT INTO audit_accesslog ({COLUMNS}) VALUES ({VALUES})")
        yield
        owner.execute("DELETE FROM audit_accesslog")


def rows_seen_with(token):
    """How many rows the holder of a token sees in a transaction of their own."""
    with identity.acting_as(None, source="prov"):
        ask("SELECT app.enter(%s)::text", token)
        return ask(ROWS)[0]


def texts_of_others():
    """Every statement that others are shown to run, as the working role and as the login role."""
    texts = []
    with connection.cursor() as cursor:
        for role in ("mia_app", "mia_login"):
            cursor.execute(f"SET ROLE {role}")
            cursor.execute(ACTIVITY)
            texts += [text for (text,) in cursor.fetchall()]
        cursor.execute("RESET ROLE")
    return texts


def meanwhile(work, login="mia_login"):
    """What another connection of the application's sees and does while the system is at work."""

    def system():
        with identity.acting_as(identity.SYSTEM, source="las-in") as unit:
            assert ask(ROWS)[0] >= 1
            kept = {name: ask("SELECT current_setting(%s)", name)[0] for name in SETTINGS}
            with identity.elevated(unit):
                return application.run(lambda: work(kept))

    return application.run(system, login)


def test_a_statement_that_others_run_is_not_shown():
    def work(kept):
        texts = texts_of_others()
        assert ACTIVITY not in texts
        return {text for text in texts if "insufficient privilege" not in text}

    assert meanwhile(work) == {""}


def test_whatever_is_shown_of_others_opens_nothing():
    """On a server whose administrator shows everything: the owner's activities are not hidden."""

    def work(kept):
        with application.owner() as owner:
            shown = [text for (text,) in owner.execute(ACTIVITY).fetchall()]
        assert [text for text in shown if "app.enter" in text], "the system's last statement"
        seen = {part for text in shown for part in LIKE_A_TOKEN.findall(text)}
        return [rows_seen_with(candidate) for candidate in {*seen, kept["app.token"]}]

    assert set(meanwhile(work, "mia_owner")) == {0}


def test_what_an_identity_opened_opens_nothing_elsewhere():
    """All settings of the system's transaction, copied to another one."""

    def work(kept):
        with transaction.atomic():
            for name, value in kept.items():
                ask("SELECT set_config(%s, %s, true)", name, value)
            return ask(f"SELECT app.delprojekt_with('see_delprojekt'), ({ROWS})")

    assert meanwhile(work) == ([], 0)


def test_a_token_holds_in_one_transaction_of_one_connection():
    """Seen in the session's own settings, used again on the same connection."""

    def work():
        with identity.acting_as(identity.SYSTEM, source="prov"):
            (token,) = ask("SELECT current_setting('app.token')")
            assert ask(ROWS)[0] >= 1
        later = rows_seen_with(token)
        with transaction.atomic():
            ask("SELECT set_config('app.token', %s, true)", token)
            return later, ask(ROWS)[0], ask("SELECT app.uid()")[0]

    assert application.run(work) == (0, 0, None)


def test_the_token_is_not_in_the_text_of_the_statement():
    """What the server is sent: the parameter beside the statement."""

    def work():
        with tokens.bound_cursor(connection) as cursor:
            cursor.execute("SELECT current_query(), %s::text", ["hemligt-värde"])
            return cursor.fetchone()[0]

    assert application.run(work) == "SELECT current_query(), $1::text"


def test_an_identity_is_sent_with_the_beginning_of_the_transaction():
    """BEGIN and the question for its name are one turn: no page has a statement more."""

    def work():
        connection.ensure_connection()
        with connection.execute_wrapper(record), identity.acting_as(None, source="prov"):
            pass

    statements = []

    def record(execute, statement, params, many, context):
        statements.append(statement)
        return execute(statement, params, many, context)

    application.run(work)
    assert len(statements) == 1
    assert "app.enter" in statements[0]
