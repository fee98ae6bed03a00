"""Addresses of the register of hosts."""

from django.urls import path

from interventions.hosts import views

HOST = "vardar/<uuid:pk>/"
urlpatterns = [
    path("vardar/", views.hosts, name="hosts"),
    path("vardar/ny/", views.register_host, name="register_host"),
    path("vardar/platser/", views.places, name="places"),
    path(HOST, views.host, name="host"),
    path(HOST + "andra/", views.change_host, name="change_host"),
    path(HOST + "ta-bort/", views.remove_host, name="remove_host"),
    path(HOST + "avtal/", views.make_agreement, name="make_agreement"),
    path("avtal/<uuid:pk>/", views.change_agreement, name="change_agreement"),
    path("avtal/<uuid:pk>/uppfoljning/", views.follow_up_agreement, name="follow_up_agreement"),
    path("avtalsuppfoljning/<uuid:pk>/", views.change_follow_up, name="change_follow_up"),
]
