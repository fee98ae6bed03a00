"""Addresses of the log review."""

from django.urls import path

from participants.log_review import views

urlpatterns = [
    path("logg/", views.review, name="log_review"),
    path("logg/deltagare/<uuid:pk>/", views.review, name="log_of_participant"),
    path("logg/deltagare/<uuid:pk>/bevaka/", views.watch, name="log_watch"),
    path("deltagare/<uuid:pk>/logg/", views.case_log, name="case_log"),
]
