"""Addresses of method supervision."""

from django.urls import path

from interventions.supervision import views

urlpatterns = [path("deltagare/<uuid:pk>/fraga/", views.ask, name="ask_supervisor")]
