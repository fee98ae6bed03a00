"""Every route with arguments that exist, somebody who may open it, and the fields it reads."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from interventions.contacts.models import Contact
from interventions.methods.models import MethodWork
from mia.core.uuid7 import uuid7
from mia.jobs.models import Job
from participants.consents.models import Consent
from tests.factories import JobFactory
from tests.fuzz.recorder import recording
from tests.matrix_rows import keys
from tests.permission_rows import CAST
from tests.permissions import ROUTES
from tests.test_architecture import OPEN_ROUTES, routes

FORM = "application/x-www-form-urlencoded"
PROBE = b"prov=1"
# Of allauth only those that have an address here; the key of a passkey is a number.
ARGUMENTS = {
    "interventions:feed": ["prov"],
    "mfa_edit_webauthn": [1],
    "mfa_remove_webauthn": [1],
    "account_session_end": [uuid7()],
}


def all_routes():
    return sorted(name for name, _ in routes())


@dataclass
class Page:
    """A route as one user meets it: `query` and `body` are the names that its view reads."""

    name: str
    who: str | None
    arguments: list
    query: set = field(default_factory=set)
    body: set = field(default_factory=set)
    usual: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    responses: list = field(default_factory=list)  # to GET, and to POST of nothing

    @property
    def url(self):
        return reverse(self.name, args=self.arguments)


def open_page(world, login, name):
    """The page with its parameters, as somebody meets it who may open it."""
    route = ROUTES.get(name)
    if route is None:
        who = None if name in OPEN_ROUTES else "anna"
        page = Page(name, who, ARGUMENTS.get(name, []))
    else:
        allowed = (route.post or set()) | (route.get or set())
        who = next((one for one in CAST if one in allowed), "anna")
        page = Page(name, who, keys(world, route.of)["own"])
    if route and route.of == "order":
        page.arguments = [JobFactory(owner=getattr(world, who)).pk]
    client = client_of(world, login, page.who)
    known = QueryDict(route.query[1:] if route else "").dict()
    page.query = {*known}
    with recording() as (in_query, in_body):
        for method in ("GET", "POST"):
            response = ask(
                client, method, page.url, urlencode(known).encode() + b"&" + PROBE, PROBE
            )
            page.responses.append(response)
            for form in forms_of(response):
                page.usual |= {bound.html_name: usual_value(bound) for bound in form}
                page.kinds |= {bound.html_name: kind_of(bound.field) for bound in form}
    page.usual |= known
    page.query |= in_query
    page.body |= in_body - {"csrfmiddlewaretoken"}
    return page


def client_of(world, login, who):
    client = login(getattr(world, who)) if who else Client()
    client.raise_request_exception = False
    client.who = who
    return client


def ask(client, method, url, query=b"", body=b"", content_type=FORM):
    """The response; what the request wrote is checked as a commit would, and taken back."""
    before = transaction.savepoint()
    try:
        response = client.generic(
            method, url, body, content_type, QUERY_STRING=query.decode("latin-1")
        )
        if response.status_code < 500:
            connection.check_constraints()
        return response
    finally:
        transaction.savepoint_rollback(before)


def forms_of(response):
    """The forms that the response's templates were given."""
    found = []
    for context in response.context or []:
        for layer in getattr(context, "dicts", [context]):
            found += [one for one in layer.values() if isinstance(one, forms.BaseForm)]
    return [form for number, form in enumerate(found) if form not in found[:number]]


def kind_of(form_field):
    """The kind of a field, as NEARLY_VALID names it."""
    kinds = {
        "key": forms.UUIDField,
        "date": forms.DateField,
        "number": forms.IntegerField,
        "choice": forms.ChoiceField,
        "text": forms.CharField,
    }
    return next((name for name, kind in kinds.items() if isinstance(form_field, kind)), "unknown")


def usual_value(bound):
    initial, kind = bound.initial, bound.field
    if isinstance(kind, forms.UUIDField):
        return str(uuid7())
    if isinstance(kind, forms.ModelChoiceField):
        return first([choice for choice, _ in kind.choices])
    if isinstance(kind, forms.ChoiceField):
        return first([choice for choice, _ in kind.choices])
    if initial not in (None, ""):
        return str(initial)
    if isinstance(kind, forms.DateField):
        return str(date.today())
    if isinstance(kind, forms.TimeField):
        return "09:00"
    if isinstance(kind, forms.IntegerField):
        return "10"
    return "Ekman"


def first(choices):
    return next((str(choice) for choice in choices if str(choice)), "")


def keys_of_others(world):
    """Keys that exist and are not the user's: a case, a person, rows about them, a job."""
    found = [world.elsewhere.pk, world.protected.pk, world.own.pk, world.elsewhere.participant_id]
    for model in (Contact, MethodWork, Consent):
        found += model.objects.values_list("pk", flat=True)[:8]
    JobFactory(owner=world.cecilia)
    found += Job.objects.values_list("pk", flat=True)
    return [str(key).encode() for key in found]
