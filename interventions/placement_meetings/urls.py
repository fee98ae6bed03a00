"""The address of a meeting of three parties."""

from django.urls import path

from interventions.placement_meetings import views

urlpatterns = [path("placeringar/<uuid:pk>/traff/", views.hold_meeting, name="hold_meeting")]
