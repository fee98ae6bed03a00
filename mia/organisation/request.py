"""The request as views meet it: someone is logged in, and the unit of work is open."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from mia.audit.identity import Work
from mia.organisation.models import Staff


class StaffRequest(HttpRequest):
    """For annotations only. LoginRequiredMiddleware and mia.audit.middleware.Transaction make it true."""

    user: Staff
    work: Work
    htmx: HtmxDetails
