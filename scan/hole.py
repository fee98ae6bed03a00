"""Every address of MIA, and two holes behind the log-in: a scan that does not find them is worth
nothing.
"""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from mia import urls
from scan.planted import SCRIPT_HOLE, SQL_HOLE

handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500


def links(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f'<a href="{SCRIPT_HOLE}?ord=OS">1</a> <a href="{SQL_HOLE}?kod=OS">2</a>')


def script(request: HttpRequest) -> HttpResponse:
    """What was sent stands in the page as it is."""
    return HttpResponse(f"<p>{request.GET.get('ord', '')}</p>")


def statement(request: HttpRequest) -> HttpResponse:
    """What was sent stands in the text of the statement, which is in no `.sql` file: that is the
    hole which the scanners must find. Only the settings of a scan have this address.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name FROM organisation_delprojekt WHERE code = '{request.GET.get('kod', '')}'"
        )
        names = [name for (name,) in cursor.fetchall()]
    if not names:
        return HttpResponse("<p>Det finns inget sådant delprojekt.</p>")
    return HttpResponse(f"<p>Delprojektet heter {', '.join(names)}.</p>")


urlpatterns = [
    path("hal/", links),
    path(SCRIPT_HOLE[1:], script),
    path(SQL_HOLE[1:], statement),
    *urls.urlpatterns,
]
