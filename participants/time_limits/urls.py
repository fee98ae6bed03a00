"""Addresses of a participant's time."""

from django.urls import path

from participants.time_limits import views

urlpatterns = [
    path("deltagare/<uuid:pk>/forlang/", views.extend, name="extend"),
    path("deltagare/<uuid:pk>/pausa/", views.pause, name="pause"),
    path("deltagare/<uuid:pk>/avsluta-paus/", views.end_pause, name="end_pause"),
]
