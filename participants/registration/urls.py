"""Addresses of registration."""

from django.urls import path

from participants.registration import views

urlpatterns = [
    path("deltagare/ny/", views.register, name="register"),
    path("deltagare/ny/liknande/", views.similar, name="register_similar"),
]
