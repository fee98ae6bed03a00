"""Addresses of staff."""

from django.urls import path

from mia.organisation.staff import views

urlpatterns = [
    path("administration/anvandare/ny/", views.staff_new, name="staff_new"),
    path("administration/anvandare/<int:pk>/andra/", views.staff_change, name="staff_change"),
    path(
        "administration/anvandare/<int:pk>/losenord/", views.staff_password, name="staff_password"
    ),
]
