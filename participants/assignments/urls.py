"""Addresses of assignments."""

from django.urls import path

from participants.assignments import views

urlpatterns = [
    path("deltagare/overlamna/", views.handover, name="handover"),
    path("deltagare/<uuid:pk>/ansvariga/", views.assignments, name="assignments"),
    path(
        "deltagare/<uuid:pk>/ansvariga/<uuid:assignment>/avsluta/", views.end, name="assignment_end"
    ),
]
