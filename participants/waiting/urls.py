"""Addresses of the enrolments that wait."""

from django.urls import path

from participants.waiting import views

urlpatterns = [
    path("vantar/", views.waiting, name="waiting"),
    path("vantar/<uuid:pk>/godkann/", views.accept, name="waiting_accept"),
    path("vantar/<uuid:pk>/avvisa/", views.refuse, name="waiting_refuse"),
]
