"""Addresses of contact details."""

from django.urls import path

from participants.contact_details import views

urlpatterns = [
    path("deltagare/<uuid:pk>/kontaktuppgifter/", views.contact_details, name="contact_details"),
    path("deltagare/<uuid:pk>/narstaende/ny/", views.related_person, name="related_person"),
    path(
        "deltagare/<uuid:pk>/narstaende/<uuid:person>/ta-bort/",
        views.remove,
        name="related_person_remove",
    ),
]
