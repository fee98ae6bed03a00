"""Addresses of sessions; those of one's own stand under /konto/ (mia/urls.py)."""

from django.urls import path

from mia.organisation.sessions import views

urlpatterns = [
    path(
        "administration/anvandare/<int:pk>/logga-ut/",
        views.end_of_staff,
        name="staff_end_sessions",
    ),
]
