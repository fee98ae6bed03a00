"""Addresses of the administration."""

from django.urls import URLPattern, URLResolver, path

from mia.organisation.memberships import views as memberships_views
from mia.organisation.reference import overview
from mia.organisation.reference import views as reference_views
from mia.organisation.staff import views as staff_views

app_name = "organisation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("administration/", overview.overview, name="overview"),
    path("administration/roller/", overview.roles, name="roles"),
    path("administration/anvandare/", staff_views.staff_list, name="staff_list"),
    path("administration/anvandare/ny/", staff_views.staff_new, name="staff_new"),
    path("administration/anvandare/<int:pk>/", staff_views.staff_page, name="staff_page"),
    path("administration/anvandare/<int:pk>/andra/", staff_views.staff_change, name="staff_change"),
    path(
        "administration/anvandare/<int:pk>/losenord/",
        staff_views.staff_password,
        name="staff_password",
    ),
    path(
        "administration/anvandare/<int:pk>/uppdrag/",
        memberships_views.membership_new,
        name="membership_new",
    ),
    path(
        "administration/uppdrag/<int:pk>/avsluta/",
        memberships_views.membership_end,
        name="membership_end",
    ),
    path(
        "administration/uppdrag/<int:pk>/ta-tillbaka/",
        memberships_views.membership_withdraw,
        name="membership_withdraw",
    ),
    path(
        "administration/listor/<slug:slug>/", reference_views.reference_list, name="reference_list"
    ),
    path(
        "administration/listor/<slug:slug>/ny/", reference_views.reference_new, name="reference_new"
    ),
    path(
        "administration/listor/<slug:slug>/<str:pk>/",
        reference_views.reference_change,
        name="reference_change",
    ),
]
