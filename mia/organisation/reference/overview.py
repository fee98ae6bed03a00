"""Where administrators begin, and the table of roles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from mia.access.roles import ROLES, Permission, Role
from mia.organisation.reference.listings import LISTINGS
from mia.organisation.staff import access as staff_access


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    staff_access.administrator(request.user)
    return render(
        request, "organisation/reference/overview.html", {"listings": list(LISTINGS.values())}
    )


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Made from roles.py: what is shown is what holds."""
    staff_access.administrator(request.user)
    rows = [
        (capfirst(permission.label), [permission in ROLES[role].permissions for role in Role])
        for permission in Permission
    ]
    described = [(capfirst(role.label), ROLES[role].description) for role in Role]
    return render(
        request, "organisation/reference/roles.html", {"described": described, "rows": rows}
    )
