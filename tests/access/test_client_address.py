"""The address in the access log: the caller's behind our proxy, never what the caller says."""

import pytest

from mia.access.client_address import client_address
from mia.audit.models import AccessLog

PROXY, CALLER, FORGED = "10.0.0.1", "192.0.2.7", "203.0.113.9"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (0, None, PROXY),
        (0, FORGED, PROXY),
        (1, CALLER, CALLER),
        (1, f"{FORGED}, {CALLER}", CALLER),
        (1, f"{FORGED},{CALLER}", CALLER),
        (1, None, PROXY),
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (2, f"{FORGED}, {CALLER}, 10.0.0.2", CALLER),
        (2, CALLER, PROXY),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_whose_address(rf, settings, trusted, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = trusted
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert client_address(rf.get("/", headers=headers, REMOTE_ADDR=PROXY)) == address


@pytest.mark.parametrize(("trusted", "address"), [(0, "127.0.0.1"), (1, CALLER)])
def test_the_access_log_has_it_also_for_refusals(world, login, settings, trusted, address):
    settings.TRUSTED_PROXY_COUNT = trusted
    client = login(world.anna)
    headers = {"X-Forwarded-For": f"{FORGED}, {CALLER}"}
    assert client.get(world.own.get_absolute_url(), headers=headers).status_code == 200
    assert client.get(world.elsewhere.get_absolute_url(), headers=headers).status_code == 404
    logged = AccessLog.objects.filter(actor=world.anna.pk).values_list("action", "ip")
    assert set(logged) == {("read", address), ("denied", address)}
