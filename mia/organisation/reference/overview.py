"""The first page of the administration, and the table of roles."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from mia.access.roles import ROLES, Permission, Role
from mia.organisation.reference.listings import LISTINGS
from mia.organisation.request import StaffRequest
from mia.organisation.staff import access as staff_access


@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    staff_access.check_administrator(request.user)
    page = {"listings": list(LISTINGS.values())}
    return render(request, "organisation/reference/overview.html", page)


@require_safe
def roles(request: StaffRequest) -> HttpResponse:
    """The roles and their permissions, straight from mia.access.roles."""
    staff_access.check_administrator(request.user)
    rows = []
    for permission in Permission:
        is_given = [permission in ROLES[role].permissions for role in Role]
        rows.append((capfirst(permission.label), is_given))
    described = [(capfirst(role.label), ROLES[role].description) for role in Role]
    page = {"described": described, "rows": rows}
    return render(request, "organisation/reference/roles.html", page)
