"""The request as views receive it: someone is logged in, and the unit of work is open."""

from django.http import HttpRequest
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from mia.access.identity import UnitOfWork
from mia.organisation.staff.models import Staff

# For a view with a form: shown by GET, sent by POST.
EDIT = require_http_methods(["GET", "HEAD", "POST"])


class StaffRequest(HttpRequest):
    """The type of `request` in every view that needs a log-in. For annotations only.

    `user` is loaded anew for each request by Django's AuthenticationMiddleware (and
    LoginRequiredMiddleware sees to it that there is one): what Staff keeps (its scope, the
    memberships that hold today, the enrolments it is assigned to) lives as long as the request.
    `work` is set by mia.access.middleware, which opens the transaction, and `htmx` by django-htmx.
    """

    user: Staff
    work: UnitOfWork
    htmx: HtmxDetails
