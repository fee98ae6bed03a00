"""Addresses of absences."""

from django.urls import path

from mia.organisation.absences import views

urlpatterns = [
    path("bemanning/<slug:code>/franvaro/", views.absences, name="absences"),
    path("bemanning/franvaro/<uuid:pk>/avsluta/", views.absence_end, name="absence_end"),
]
