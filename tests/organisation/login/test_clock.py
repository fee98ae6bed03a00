"""A log-in with a telephone whose clock is wrong."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from tests.organisation.login.test_login import _no_former_attempts, attempt, code, enrol, is_in

__all__ = ["_no_former_attempts"]


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_telephone_whose_clock_is_wrong_is_told_about_it(world, client, hours):
    """The same words as for any wrong code: others would say that it is another hour's code."""
    attempt(client, "anna")
    secret = enrol(client)
    other = Client()
    attempt(other, "anna")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours), tick=False):
        late = code(secret)
    messages = []
    for wrong in (late, "inte rätt"):
        page = other.post("/konto/kod/", {"code": wrong}).content.decode()
        said = re.findall(r"Koden stämmer inte[^<]*", page)
        assert "klockan i din telefon går kanske fel" in said[0]
        assert "automatisk tid" in said[0]
        messages.append(said)
    assert messages[0] == messages[1]
    assert not is_in(other)
