"""Addresses of the page of today, and of what those who lead a delprojekt see from it."""

from django.urls import path

from interventions.today import views

DELPROJEKT = "idag/<slug:code>/"
urlpatterns = [
    path("idag/", views.today, name="today"),
    path(DELPROJEKT, views.delprojekt, name="followed_delprojekt"),
    path(DELPROJEKT + "handlaggare/<int:pk>/", views.worker, name="followed_worker"),
    path(DELPROJEKT + "<slug:slug>/", views.delprojekt_list, name="followed_list"),
]
