"""Addresses of quick contacts."""

from django.urls import path

from interventions.quick import views

urlpatterns = [
    path("snabb/", views.quick, name="quick"),
    path("snabb/tolka/", views.read, name="quick_read"),
    path("snabb/flera/", views.several, name="several"),
    path("snabb/angra/", views.undo, name="quick_undo"),
]
