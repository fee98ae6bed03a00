"""Addresses of drafts."""

from django.urls import path

from mia.organisation.drafts import views

urlpatterns = [
    path("utkast/", views.drafts, name="drafts"),
    path("utkast/spara/", views.save, name="draft_save"),
    path("utkast/kasta/", views.discard, name="draft_discard"),
]
