"""Addresses of the search."""

from django.urls import path

from participants.search import views

urlpatterns = [
    path("deltagare/sok/", views.search, name="search"),
]
