"""Addresses of the administration: those of its features."""

from django.urls import include, path

app_name = "organisation"
urlpatterns = [
    path("", include("mia.organisation.reference.urls")),
    path("", include("mia.organisation.drafts.urls")),
    path("", include("mia.organisation.staff.urls")),
    path("", include("mia.organisation.memberships.urls")),
    path("", include("mia.organisation.resets.urls")),
    path("", include("mia.organisation.sessions.urls")),
    path("", include("mia.organisation.absences.urls")),
]
