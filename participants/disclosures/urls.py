"""The address of what has been handed out."""

from django.urls import path

from participants.disclosures import views

urlpatterns = [path("deltagare/<uuid:pk>/utlamnat/", views.disclosures, name="disclosures")]
