"""The permission matrix: role × route × method × whose case. A route that is not in the table
fails.

Outside the scope a case does not exist: 404, with the same body as a key never given. Inside
without the right: 403. A method that the route does not have: 405. Not logged in: to the log-in
page.
"""

from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from interventions.contacts.models import Contact
from interventions.methods.models import MethodWork
from mia.organisation.memberships.models import Membership
from participants.assignments.models import Assignment
from participants.consents.models import Consent
from participants.contact_details.models import RelatedPerson
from tests.canary import canary_words, words_of_body, words_of_headers
from tests.factories import (
    DeclineReasonFactory,
    EmergencyOpeningFactory,
    FactorResetFactory,
    JobFactory,
    PauseFactory,
    ReferralFactory,
    ReferralStepFactory,
    WaitingEnrolmentFactory,
)
from tests.interventions.handovers.keys import STAFFING, keys_of_staffing
from tests.interventions.imports.uploaded import checked_upload
from tests.test_architecture import OPEN_ROUTES, routes

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
    "reviewer": set(),
}
CAST = list(SEES)
WORKERS = {"anna", "dan", "bo", "cecilia", "leader", "other_leader"}
PERSONS = WORKERS | {"coordinator"}
FIGURES = {"leader", "other_leader", "coordinator", "investigator"}
REVIEWERS = {"leader", "other_leader", "coordinator"}
ALL = set(CAST)
MISSING = UUID(int=0)


class Route(NamedTuple):
    """Who may GET and POST (None: the method does not exist) and what the URL names: see `keys`."""

    get: set[str] | None
    post: set[str] | None = None
    of: str = ""
    query: str = ""


COHORT = "?kohort=inskrivna"
W, A, C = WORKERS, {"admin"}, {"coordinator"}
# Who may open the protected case in an emergency, and who reviews that: those of its delprojekt.
OF_DELPROJEKT = {
    "closed": {"dan", "bo", "leader"},
    "opening": {"leader", "coordinator"},
    "staffed": {"anna", "dan", "bo", "leader"},
    "leaving": {"bo", "leader"},
    "batch": {"bo", "leader"},
    "absence": {"bo", "leader"},
}
# A referral is handled by all who register participants in the delprojekt.
OF_DELPROJEKT["referral"] = OF_DELPROJEKT["declined"] = {"anna", "dan", "bo", "leader"}
OF_A_CASE = ("enrolment", "month", "section", "paused")
LEADERS = {"leader", "other_leader"}
R = LEADERS | {"reviewer"}
ROUTES = {
    "start": Route(ALL),
    "interventions:today": Route(W),
    "participants:caseload": Route(PERSONS),
    "participants:search": Route(PERSONS, PERSONS),
    "participants:register": Route(W, W),
    "participants:handover": Route(W),
    "participants:emergency": Route(W),
    "participants:emergency_open": Route(W, W, "closed"),
    "participants:emergencies": Route(REVIEWERS),
    "participants:emergency_review": Route(REVIEWERS, REVIEWERS, "opening"),
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
    "participants:contact_details": Route(W, W, "enrolment"),
    "participants:related_person": Route(W, W, "enrolment"),
    "participants:related_person_remove": Route(None, W, "related_person"),
    "participants:disclosures": Route(W, W, "enrolment"),
    "participants:referrals": Route(W),
    "participants:referral_new": Route(W, W),
    "participants:referral": Route(W, None, "referral"),
    "participants:referral_change": Route(W, W, "referral"),
    "participants:referral_step": Route(W, W, "referral"),
    "participants:referral_decline": Route(W, W, "referral"),
    "participants:referral_move": Route(W, W, "referral"),
    "participants:referral_accept": Route(W, W, "referral"),
    "reporting:decline_letter": Route(W, None, "declined"),
    "participants:extend": Route(W, W, "enrolment"),
    "participants:pause": Route(W, W, "enrolment"),
    "participants:end_pause": Route(W, W, "paused"),
    "participants:waiting": Route(LEADERS),
    "participants:waiting_accept": Route(None, {"leader"}, "waiting"),
    "participants:waiting_refuse": Route(None, {"leader"}, "waiting"),
    "interventions:log": Route(W, W, "enrolment"),
    "interventions:methods": Route(PERSONS, W, "enrolment"),
    "interventions:end_method": Route(W, W, "method"),
    "interventions:workload": Route(W),
    "interventions:handover": Route(W, W, "leaving"),
    "interventions:handover_batch": Route(W, W, "batch"),
    "interventions:ask_supervisor": Route(W, W, "enrolment"),
    "interventions:handover_note": Route(W, W, "enrolment"),
    "interventions:ceilings_list": Route(A, None, "ceilings"),
    "interventions:ceilings_new": Route(A, A, "ceilings"),
    "interventions:ceilings_change": Route(A, A, "ceiling"),
    "interventions:contact": Route(PERSONS, None, "contact"),
    "interventions:correct": Route(W, W, "contact"),
    # the one who logged it (Anna logged them all), the one who held it, or the leader
    "interventions:remove": Route(LEADERS | {"anna"}, LEADERS | {"anna"}, "contact"),
    "reporting:attendance_months": Route(PERSONS, None, "enrolment"),
    "reporting:attendance": Route(PERSONS, None, "month"),
    "reporting:extract": Route(W, None, "enrolment"),
    "reporting:extract_pdf": Route(W, None, "enrolment"),
    "reporting:extract_json": Route(W, None, "enrolment"),
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
    "organisation:drafts": Route(ALL),
    "organisation:draft_save": Route(None, ALL),
    "organisation:draft_discard": Route(None, ALL),
    "organisation:overview": Route(A),
    "organisation:absences": Route(W, W, "staffed"),
    "organisation:absence_end": Route(None, W, "absence"),
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
    "participants:log_review": Route(R, R),
    "participants:log_of_participant": Route(R, R, "person"),
    "participants:log_watch": Route(None, R, "person"),
    "participants:case_log": Route(LEADERS, None, "enrolment"),
    "participants:codes_list": Route(A, None, "codes"),
    "participants:codes_new": Route(A, A, "codes"),
    "participants:codes_change": Route(A, A, "code"),
}
NESTED = ("assignment", "consent", "related_person")  # after the enrolment in the URL
ACCOUNT = {name for name, _ in routes() if name.startswith(("account_", "mfa_"))}


def test_every_route_is_in_the_table():
    named = {name for name, _ in routes()}
    assert named - ACCOUNT - OPEN_ROUTES == set(ROUTES)


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def keys_of_protection(world, of: str) -> dict[str, list]:
    """A protected case to be opened in an emergency, such an opening, or the reset of a factor."""
    if of in ("referral", "declined"):
        return keys_of_referral(world, of)
    if of == "closed":
        return {"own": [world.protected.pk], "missing": [MISSING]}
    if of == "opening":
        opening = EmergencyOpeningFactory(enrolment=world.protected, staff=world.bo)
        return {"own": [opening.pk], "missing": [MISSING]}
    return {"own": [FactorResetFactory().pk]}


def keys_of_referral(world, of: str) -> dict[str, list]:
    """A referral to the delprojekt of Anna, open or declined."""
    referral = ReferralFactory(delprojekt=world.os)
    if of == "declined":
        reason = DeclineReasonFactory()
        ReferralStepFactory(referral=referral, state="AVBOJD", decline_reason=reason)
    return {"own": [referral.pk], "missing": [MISSING]}


def pause_every(enrolments) -> None:
    for enrolment in enrolments:
        PauseFactory(enrolment=enrolment)


def keys(world, of: str) -> dict[str, list]:
    """Per case, the URL's arguments. Pages that are nobody's case have one row, "own"."""
    person = {name: getattr(world, name) for name in CASES[:-1]}
    if of == "paused":
        pause_every(person.values())
    if of in OF_A_CASE:
        extra = {"month": ["2021-03"], "section": ["ansvariga"]}.get(of, [])
        return {name: [e.pk, *extra] for name, e in person.items()} | {"missing": [MISSING, *extra]}
    tables = {"contact": Contact, "method": MethodWork}
    tables |= {"assignment": Assignment, "consent": Consent, "related_person": RelatedPerson}
    if of in tables:
        nested = of in NESTED
        found = {name: tables[of].objects.filter(enrolment=e).first() for name, e in person.items()}
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
    if of in STAFFING:
        return keys_of_staffing(world, of)
    if of in ("closed", "opening", "reset", "referral", "declined"):
        return keys_of_protection(world, of)
    plain = {
        "": [],
        "delprojekt": ["OS"],
        "report": ["malbild"],
        "staff": [world.bo.pk],
        "person": [world.own.participant_id],
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
    if route.of in (*OF_A_CASE, "contact", "method", *NESTED) and who in PERSONS:
        if case not in SEES[who]:
            return {404}
    elif route.of in ("delprojekt", "waiting") and who == "other_leader":
        return {404}
    if route.of in OF_DELPROJEKT and who in allowed:
        is_there = case == "own" and who in OF_DELPROJEKT[route.of]
        return {200, 302} if is_there else {404}
    if route.of in ("referral", "declined"):
        return {404}  # seen by nobody who does not register participants
    if route.of == "run":
        return {404} if who in allowed else {403}  # nobody has fetched anything
    if route.of == "order":
        return {200, 302} if who in allowed and case == "own" else {404}  # its orderer's only
    if who not in allowed:
        return {403, 404} if route.of and who not in PERSONS else {403}
    return {200, 302, 422}  # 422: an empty form that no page shows (drafts)


def undone(client: Client, method: str, url: str) -> HttpResponseBase:
    """A response whose effects are taken back, so that no cell depends on another."""
    before = transaction.savepoint()
    response = client.generic(method, url)
    transaction.savepoint_rollback(before)
    return response


def leaks(response: HttpResponseBase, who: str, words: set[str]) -> set[str]:
    """What it tells of the protected person: to Anna, who is assigned, in the page alone."""
    in_body = set() if who == "anna" else words_of_body(response, words)
    return in_body | words_of_headers(response, words)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_matrix(world, login, name):
    route = ROUTES[name]
    words = canary_words(world.protected.participant)
    wrong = []
    for who in CAST:
        client = login(getattr(world, who))
        for case, arguments in keys(world, route.of).items():
            url = reverse(name, args=arguments) + route.query
            for method, allowed in (("GET", route.get), ("POST", route.post)):
                response = undone(client, method, url)
                status = response.status_code
                if status not in expected(route, who, case, allowed):
                    wrong.append(f"{who} {method} {case}: {status}")
                if leaks(response, who, words):
                    wrong.append(f"{who} {method} {case}: tells of the protected person")
    assert not wrong


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_no_other_method_is_answered(world, login, name):
    client, url = login(world.anna), reverse(name, args=keys(world, ROUTES[name].of)["own"])
    assert {
        client.generic(method, url).status_code for method in ("PUT", "PATCH", "DELETE", "TRACE")
    } == {405}


@pytest.mark.parametrize("host", ["annan.example", "localhost.annan.example", ""])
def test_a_host_name_that_is_not_ours_is_refused(db, host):
    assert Client(HTTP_HOST=host).get("/konto/logga-in/").status_code == 400
