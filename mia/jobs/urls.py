"""Addresses of the administrators' page."""

from django.urls import path

from mia.jobs import views

app_name = "jobs"
urlpatterns = [path("administration/drift/", views.operation, name="operation")]
