"""Addresses of the app: those of its features."""

from django.urls import include, path

app_name = "participants"
urlpatterns = [
    path("", include("participants.caseload.urls")),
    path("", include("participants.search.urls")),
    path("", include("participants.merging.urls")),
    path("", include("participants.registration.urls")),
    path("", include("participants.referrals.urls")),
    path("", include("participants.emergencies.urls")),
    path("", include("participants.enrolments.urls")),
    path("", include("participants.profile.urls")),
    path("", include("participants.assignments.urls")),
    path("", include("participants.consents.urls")),
    path("", include("participants.contact_details.urls")),
    path("", include("participants.disclosures.urls")),
    path("", include("participants.inquiries.urls")),
    path("", include("participants.time_limits.urls")),
    path("", include("participants.codes.urls")),
    path("", include("participants.log_review.urls")),
    path("", include("participants.waiting.urls")),
]
