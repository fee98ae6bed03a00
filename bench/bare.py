"""Views that do the least: the same middleware, the same frame, and what the reference says."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path

from bench import grouping
from mia import audit
from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment

FRAME = """
{% extends "base.html" %}
{% block title %}Prov{% endblock %}
{% block heading %}Prov{% endblock %}
{% block content %}<p>{{ row.started_on }}</p>{% endblock %}
"""
INSERT = """
INSERT INTO interventions_contact (
    id, enrolment_id, delprojekt_id, is_protected, held_on, started_at, minutes, channel,
    outcome, staff_id, version, registered_at, registered_by_id
)
VALUES (%s, %s, %s, false, %s, %s, %s, %s, 'GENOMFORD', %s, 1, now(), %s)
"""
kept: dict[str, bytes] = {}  # the bytes that a bare dashboard returns


@cache
def frame() -> Any:
    return engines["django"].from_string(FRAME.strip())


def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = Enrolment._base_manager.get(pk=pk)
    return HttpResponse(frame().render({"row": row}, request))


def log(request: HttpRequest, pk: UUID) -> HttpResponse:
    data: Any = request.POST
    user = request.user.pk
    row = (
        uuid7(),
        pk,
        data["delprojekt"],
        data["held_on"],
        data["started_at"],
        data["minutes"],
        data["channel"],
        user,
        user,
    )
    with connection.cursor() as cursor:
        cursor.execute(INSERT, row)
    audit.record_event(audit.Action.WRITE, "contact.registered", UUID(data["participant"]))
    return HttpResponseRedirect(f"/deltagare/{pk}/")


def dashboard(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(grouping.SQL, grouping.parameters())
        cursor.fetchall()
    return HttpResponse(kept["dashboard"])


urlpatterns = [
    path("bar/sida/<uuid:pk>/", page),
    path("bar/kontakt/<uuid:pk>/", log),
    path("bar/oversikt/", dashboard),
    path("", include("mia.urls")),
]
