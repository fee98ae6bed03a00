"""Addresses of handovers."""

from django.urls import path

from interventions.handovers import views

urlpatterns = [
    path("bemanning/<slug:code>/lamna-over/<int:pk>/", views.handover, name="handover"),
    path("bemanning/overlamning/<uuid:batch>/", views.batch, name="handover_batch"),
    path("deltagare/<uuid:pk>/overlamning/", views.handover_note, name="handover_note"),
]
