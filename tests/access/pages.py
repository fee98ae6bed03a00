"""Pages that do what no page of MIA does, to see the last middleware meet them. A URLconf."""

import io
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from mia import audit
from mia.organisation.delprojekt.models import Forbund
from mia.urls import urlpatterns as real
from participants.enrolments.models import Enrolment
from participants.people.models import Participant

handler403, handler404, handler500 = (
    "mia.views.forbidden",
    "mia.views.not_found",
    "mia.views.server_error",
)


def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shows one participant, and forgets to record it: the QuerySet does."""
    return HttpResponse(str(Participant.objects.visible_to(request.user).get(pk=pk)))


def everyone(request: HttpRequest) -> HttpResponse:
    """Forgets the visibility filter."""
    return HttpResponse(", ".join(str(one) for one in Participant.objects.all()))


def several(request: HttpRequest) -> HttpResponse:
    list(Enrolment.objects.visible_to(request.user))
    audit.record_event(audit.Action.SEARCH, "participant.searched")
    audit.record_event(audit.Action.EXPORT, "report.exported", count=7, rows=7)
    return HttpResponse("klart")


def leaves(request: HttpRequest, how: str) -> HttpResponse:
    """Writes something, shows someone, and then ends in one way or another."""
    Forbund.objects.create(code="NYTT", name="Samordningsförbundet Nytt")
    names = ", ".join(str(one) for one in Participant.objects.visible_to(request.user))
    if how == "krasch":
        raise ValueError("ett fel")
    if how == "saknas":
        raise Http404
    if how == "nekas":
        raise PermissionDenied
    if how == "strom":
        return StreamingHttpResponse(iter([names]))
    if how == "fil":
        return FileResponse(io.BytesIO(b"en fil"), as_attachment=True, filename="fil.txt")
    return HttpResponse(names, status=int(how))


def identity_of(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('app.token', true), app.uid()")
        return HttpResponse("|".join(str(value) for value in cursor.fetchone()))


urlpatterns = [
    path("prov/person/<uuid:pk>/", person, name="person"),
    path("prov/alla/", everyone, name="everyone"),
    path("prov/flera/", several, name="several"),
    path("prov/vem/", identity_of, name="identity_of"),
    path("prov/<str:how>/", leaves, name="leaves"),
    *real,
]
