"""Addresses of a person."""

from django.urls import path

from participants.profile import views

urlpatterns = [
    path("deltagare/<uuid:pk>/person/", views.person, name="person"),
    path("deltagare/<uuid:pk>/person/nummer/", views.number, name="number"),
    path("deltagare/<uuid:pk>/skydd/", views.protection, name="protection"),
    path("deltagare/<uuid:pk>/personnummer/", views.reveal, name="reveal"),
]
