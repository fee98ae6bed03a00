"""The permission matrix: role × route × method × whose case. A route that is not in the table
fails.

Outside the scope a case does not exist: 404, with the same body as a key never given. Inside
without the right: 403. A method that the route does not have: 405. Not logged in: to the log-in
page.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from interventions.contacts.models import Contact
from interventions.methods.models import MethodWork
from mia.organisation.memberships.models import Membership
from participants.assignments.models import Assignment
from participants.consents.models import Consent
from tests.factories import FactorResetFactory, JobFactory, WaitingEnrolmentFactory
from tests.interventions.imports.uploaded import checked_upload
from tests.test_architecture import OPEN_ROUTES, routes

CAST = [
    "anna",
    "dan",
    "bo",
    "cecilia",
    "leader",
    "other_leader",
    "coordinator",
    "investigator",
    "admin",
]
CASES = ["own", "colleagues", "elsewhere", "protected", "missing"]
SEES = {
    "anna": {"own", "protected"},
    "dan": {"own"},  # on Anna's team; a team never sees the protected
    "bo": {"colleagues"},
    "cecilia": {"elsewhere"},
    "leader": {"own", "colleagues"},
    "other_leader": {"elsewhere"},
    "coordinator": {"own", "colleagues", "elsewhere"},
    "investigator": set(),
    "admin": set(),
}
WORKERS = {"anna", "dan", "bo", "cecilia", "leader", "other_leader"}
PERSONS = WORKERS | {"coordinator"}
FIGURES = {"leader", "other_leader", "coordinator", "investigator"}
ALL = set(CAST)
MISSING = UUID(int=0)


class Route(NamedTuple):
    """Who may GET and POST (None: the method does not exist) and what the URL names: see `keys`."""

    get: set[str] | None
    post: set[str] | None = None
    of: str = ""
    query: str = ""


COHORT = "?kohort=inskrivna"
W, A, C, L = WORKERS, {"admin"}, {"coordinator"}, {"leader", "other_leader"}
ROUTES = {
    "start": Route(ALL),
    "participants:caseload": Route(PERSONS),
    "participants:search": Route(PERSONS, PERSONS),
    "participants:register": Route(W, W),
    "interventions:case": Route(PERSONS, None, "enrolment"),
    "interventions:case_section": Route(PERSONS, None, "section"),
    "participants:change": Route(W, W, "enrolment"),
    "participants:close": Route(W, W, "enrolment"),
    "participants:reopen": Route(W, W, "enrolment"),
    "participants:person": Route(W, W, "enrolment"),
    "participants:number": Route(W, W, "enrolment"),
    "participants:protection": Route(W, W, "enrolment"),
    "participants:reveal": Route(None, PERSONS, "enrolment"),
    "participants:assignments": Route(W, W, "enrolment"),
    "participants:assignment_end": Route(W, W, "assignment"),
    "participants:consents": Route(W, W, "enrolment"),
    "participants:consent_withdraw": Route(W, W, "consent"),
    "participants:waiting": Route(L),
    "participants:waiting_accept": Route(None, {"leader"}, "waiting"),
    "participants:waiting_refuse": Route(None, {"leader"}, "waiting"),
    "interventions:log": Route(W, W, "enrolment"),
    "interventions:methods": Route(PERSONS, W, "enrolment"),
    "interventions:end_method": Route(W, W, "method"),
    "interventions:contact": Route(PERSONS, None, "contact"),
    "interventions:correct": Route(W, W, "contact"),
    # the one who logged it (Anna logged them all), the one who held it, or the leader
    "interventions:remove": Route({"anna"} | L, {"anna"} | L, "contact"),
    "reporting:attendance_months": Route(PERSONS, None, "enrolment"),
    "reporting:attendance": Route(PERSONS, None, "month"),
    "reporting:extract": Route(W, None, "enrolment"),
    "reporting:dashboard": Route(FIGURES),
    "reporting:cohort": Route(FIGURES - {"investigator"}, query=COHORT),
    "reporting:dashboard_pdf": Route(FIGURES),
    "reporting:delprojekt": Route(FIGURES, None, "delprojekt"),
    "reporting:delprojekt_cohort": Route(FIGURES - {"investigator"}, None, "delprojekt", COHORT),
    "reporting:delprojekt_pdf": Route(FIGURES, None, "delprojekt"),
    "reporting:reports": Route(FIGURES),
    "reporting:report": Route(FIGURES, FIGURES, "report"),
    "reporting:lock": Route(None, C, "run"),
    "reporting:order": Route(C, None, "order"),
    "reporting:order_file": Route(C, None, "order"),
    "interventions:import": Route(C, C),
    "interventions:import_job": Route(C, None, "upload"),
    "interventions:import_confirm": Route(None, C, "upload"),
    "interventions:import_discard": Route(None, C, "upload"),
    "interventions:import_rejected": Route(C, None, "upload"),
    "jobs:operation": Route(A),
    "organisation:overview": Route(A),
    "organisation:roles": Route(A),
    "organisation:staff_list": Route(A, A),
    "organisation:staff_new": Route(A, A),
    "organisation:staff_page": Route(A, None, "staff"),
    "organisation:staff_change": Route(A, A, "staff"),
    "organisation:staff_password": Route(None, A, "staff"),
    "organisation:staff_end_sessions": Route(None, A, "staff"),
    "organisation:factor_reset_ask": Route(None, A, "staff"),
    "organisation:factor_reset_confirm": Route(None, A, "reset"),
    "organisation:factor_reset_withdraw": Route(None, A, "reset"),
    "organisation:membership_new": Route(A, A, "staff"),
    "organisation:membership_end": Route(A, A, "membership"),
    "organisation:membership_withdraw": Route(None, A, "membership"),
    "organisation:reference_list": Route(A, None, "list"),
    "organisation:reference_new": Route(A, A, "list"),
    "organisation:reference_change": Route(A, A, "row"),
    "participants:codes_list": Route(A, None, "codes"),
    "participants:codes_new": Route(A, A, "codes"),
    "participants:codes_change": Route(A, A, "code"),
}
ACCOUNT = {name for name, _ in routes() if name.startswith(("account_", "mfa_"))}


def test_every_route_is_in_the_table():
    named = {name for name, _ in routes()}
    assert named - ACCOUNT - OPEN_ROUTES == set(ROUTES)


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def keys(world, of: str) -> dict[str, list]:
    """Per case, the URL's arguments. Pages that are nobody's case have one row, "own"."""
    person = {name: getattr(world, name) for name in CASES[:-1]}
    if of in ("enrolment", "month", "section"):
        extra = {"month": ["2021-03"], "section": ["ansvariga"]}.get(of, [])
        return {name: [e.pk, *extra] for name, e in person.items()} | {"missing": [MISSING, *extra]}
    models = {
        "contact": Contact,
        "method": MethodWork,
        "assignment": Assignment,
        "consent": Consent,
    }
    if of in models:
        nested = of in ("assignment", "consent")
        found = {name: models[of].objects.filter(enrolment=e).first() for name, e in person.items()}
        arguments = {
            name: [*([row.enrolment_id] if nested else []), row.pk] for name, row in found.items()
        }
        return arguments | {"missing": [MISSING, MISSING] if nested else [MISSING]}
    if of == "order":
        return {"own": [JobFactory(owner=world.coordinator).pk], "missing": [MISSING]}
    if of == "waiting":
        return {"own": [WaitingEnrolmentFactory(delprojekt=world.os).pk]}
    if of == "upload":
        return {"own": [checked_upload(world.coordinator)]}
    if of == "reset":
        return {"own": [FactorResetFactory(staff=world.bo).pk]}
    plain = {
        "": [],
        "delprojekt": ["OS"],
        "report": ["malbild"],
        "staff": [world.bo.pk],
        "list": ["delprojekt"],
        "membership": [Membership.objects.get(staff=world.bo).pk],
        "row": ["delprojekt", str(world.os.pk)],
        "codes": ["remitterande"],
        "code": ["remitterande", "FK"],
        "run": ["esf-deltagare", MISSING],
    }
    return {"own": plain[of]}


def expected(route: Route, who: str, case: str, allowed: set[str] | None) -> set[int]:
    if allowed is None:
        return {405}
    if (
        route.of in ("enrolment", "month", "section", "contact", "method", "assignment", "consent")
        and who in PERSONS
    ):
        if case not in SEES[who]:
            return {404}
    elif route.of in ("delprojekt", "waiting") and who == "other_leader":
        return {404}
    if route.of == "run":
        return {404} if who in allowed else {403}  # nobody has fetched anything
    if route.of == "order":
        return {200, 302} if who in allowed and case == "own" else {404}  # its orderer's only
    if who not in allowed:
        return {403, 404} if route.of and who not in PERSONS else {403}
    return {200, 302}


def undone(client: Client, method: str, url: str) -> int:
    """The status of a request whose effects are taken back, so that no cell depends on another."""
    before = transaction.savepoint()
    status = client.generic(method, url).status_code
    transaction.savepoint_rollback(before)
    return status


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_matrix(world, login, name):
    route = ROUTES[name]
    wrong = []
    for who in CAST:
        client = login(getattr(world, who))
        for case, arguments in keys(world, route.of).items():
            url = reverse(name, args=arguments) + route.query
            for method, allowed in (("GET", route.get), ("POST", route.post)):
                status = undone(client, method, url)
                if status not in expected(route, who, case, allowed):
                    wrong.append(f"{who} {method} {case}: {status}")
    assert not wrong


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_no_other_method_is_answered(world, login, name):
    client, url = login(world.anna), reverse(name, args=keys(world, ROUTES[name].of)["own"])
    assert {
        client.generic(method, url).status_code for method in ("PUT", "PATCH", "DELETE", "TRACE")
    } == {405}


ABOUT_A_CASE = [
    name for name, route in ROUTES.items() if route.of in ("enrolment", "section", "contact")
]


@pytest.mark.parametrize("name", ABOUT_A_CASE)
def test_outside_the_scope_is_the_same_as_not_existing(world, login, name):
    route = ROUTES[name]
    client = login(world.cecilia)
    ask = client.get if route.get else client.post
    bodies = {
        case: ask(reverse(name, args=arguments)).content
        for case, arguments in keys(world, route.of).items()
        if case in ("own", "protected", "missing")
    }
    assert bodies["own"] == bodies["protected"] == bodies["missing"]


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_nobody_gets_in_without_logging_in(world, name):
    url = reverse(name, args=keys(world, ROUTES[name].of)["own"])
    for response in (Client().get(url), Client().post(url)):
        assert response.status_code == 302
        assert response.url.startswith("/konto/logga-in/")


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.post])
def test_nothing_is_changed_without_the_token(world, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.anna)
    assert client.post(reverse(name, args=keys(world, ROUTES[name].of)["own"])).status_code == 403


def test_rights_change_at_once(world, login):
    """A membership that ended yesterday opens nothing today, in a session that was open before."""
    client, url = login(world.anna), reverse("interventions:case", args=[world.own.pk])
    assert client.get(url).status_code == 200
    Membership.objects.filter(staff=world.anna).update(ended_on=date(2020, 1, 1))
    assert client.get(url).status_code == 404


def test_a_disabled_user_is_out_at_once(world, login):
    client = login(world.anna)
    world.anna.is_active = False
    world.anna.save()
    assert client.get("/deltagare/").status_code == 302
