"""SQL statements in `.sql` files."""

import re

import pytest

from mia.core import sql
from tests import source

STATEMENTS = [path for app in source.APPS for path in (source.ROOT / app).rglob("*.sql")]
PARAMETER = re.compile(r"--.*%(\(|s\b)")


def test_no_comment_names_a_parameter():
    """The driver fills it in there too, and a value with a line break would end the comment."""
    texts = {source.name(path): path.read_text(encoding="utf-8") for path in STATEMENTS}
    assert len(texts) > 200
    assert [name for name, text in texts.items() if PARAMETER.search(text)] == []


def test_a_statement_that_is_not_there_is_an_error():
    with pytest.raises(FileNotFoundError):
        sql.load("participants", "functions/none_such.sql")
