"""Addresses of staff with their memberships."""

from django.urls import path

from mia.organisation.memberships import views

urlpatterns = [
    path("administration/anvandare/", views.staff_list, name="staff_list"),
    path("administration/anvandare/<int:pk>/", views.staff_page, name="staff_page"),
    path("administration/anvandare/<int:pk>/uppdrag/", views.membership_new, name="membership_new"),
    path("administration/uppdrag/<int:pk>/avsluta/", views.membership_end, name="membership_end"),
    path(
        "administration/uppdrag/<int:pk>/ta-tillbaka/",
        views.membership_withdraw,
        name="membership_withdraw",
    ),
]
