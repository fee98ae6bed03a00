"""Addresses of the list of participants."""

from django.urls import path

from participants.caseload import views

urlpatterns = [
    path("deltagare/", views.caseload, name="caseload"),
    path("deltagare/urval/nytt/", views.view_new, name="view_new"),
    path("deltagare/urval/<uuid:pk>/", views.view_change, name="view_change"),
    path("deltagare/urval/<uuid:pk>/ta-bort/", views.view_remove, name="view_remove"),
]
