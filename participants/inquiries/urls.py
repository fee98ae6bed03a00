"""Addresses of the questions between delprojekt."""

from django.urls import path

from participants.inquiries import views

urlpatterns = [
    path("deltagare/<uuid:pk>/fragor/", views.inquiries, name="inquiries"),
    path("deltagare/<uuid:pk>/fragor/<uuid:inquiry>/", views.answer, name="inquiry_answer"),
]
