"""Addresses of emergency openings."""

from django.urls import path

from participants.emergencies import views

urlpatterns = [
    path("deltagare/nodoppning/", views.closed_cases, name="emergency"),
    path("deltagare/nodoppning/<uuid:pk>/", views.open_case, name="emergency_open"),
    path("deltagare/nodoppningar/", views.openings, name="emergencies"),
    path("deltagare/nodoppningar/<uuid:pk>/", views.review, name="emergency_review"),
]
