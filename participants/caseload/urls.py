"""Addresses of the list of participants."""

from django.urls import path

from participants.caseload import views

urlpatterns = [
    path("deltagare/", views.caseload, name="caseload"),
]
