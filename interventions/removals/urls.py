"""Addresses of deleting a contact and taking it back."""

from django.urls import path

from interventions.removals import views

urlpatterns = [
    path("kontakter/<uuid:pk>/ta-bort/", views.remove, name="remove"),
    path("borttagna-kontakter/<uuid:pk>/", views.restore, name="restore"),
]
