"""Addresses of placements."""

from django.urls import path

from interventions.placements import views

CASE = "deltagare/<uuid:pk>/placeringar/"
PLACEMENT = "placeringar/<uuid:pk>/"
urlpatterns = [
    path(CASE, views.placements, name="placements"),
    path(CASE + "ny/", views.place, name="place"),
    path(PLACEMENT, views.change_placement, name="change_placement"),
    path(PLACEMENT + "timmar/", views.set_hours, name="set_hours"),
    path(PLACEMENT + "avsluta/", views.end_placement, name="end_placement"),
    path("avtal/<uuid:pk>/deltagare/", views.placed_by_agreement, name="placed_by_agreement"),
    path("timmar/<uuid:pk>/ta-bort/", views.remove_hours, name="remove_hours"),
]
