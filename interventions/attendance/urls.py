"""Addresses of attendance."""

from django.urls import path

from interventions.attendance import views

urlpatterns = [
    path("vardar/<uuid:pk>/narvaro/", views.host_attendance, name="host_attendance"),
    path("deltagare/<uuid:pk>/narvaro/", views.case_attendance, name="case_attendance"),
]
