"""Addresses of the administration."""

from django.urls import URLPattern, URLResolver, path

from mia.organisation.views import membership, overview, reference, staff

app_name = "organisation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("administration/", overview.overview, name="overview"),
    path("administration/roller/", overview.roles, name="roles"),
    path("administration/anvandare/", staff.staff_list, name="staff_list"),
    path("administration/anvandare/ny/", staff.staff_new, name="staff_new"),
    path("administration/anvandare/<int:pk>/", staff.staff_page, name="staff_page"),
    path("administration/anvandare/<int:pk>/andra/", staff.staff_change, name="staff_change"),
    path("administration/anvandare/<int:pk>/losenord/", staff.staff_password, name="staff_password"),
    path("administration/anvandare/<int:pk>/uppdrag/", membership.membership_new, name="membership_new"),
    path("administration/uppdrag/<int:pk>/avsluta/", membership.membership_end, name="membership_end"),
    path("administration/uppdrag/<int:pk>/ta-tillbaka/", membership.membership_withdraw, name="membership_withdraw"),
    path("administration/listor/<slug:slug>/", reference.reference_list, name="reference_list"),
    path("administration/listor/<slug:slug>/ny/", reference.reference_new, name="reference_new"),
    path("administration/listor/<slug:slug>/<str:pk>/", reference.reference_change, name="reference_change"),
]
