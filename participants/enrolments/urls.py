"""Addresses of an enrolment."""

from django.urls import path

from participants.enrolments import views

urlpatterns = [
    path("deltagare/<uuid:pk>/andra/", views.change, name="change"),
    path("deltagare/<uuid:pk>/forstarkt/", views.enhanced, name="enhanced"),
    path("deltagare/<uuid:pk>/avsluta/", views.close, name="close"),
    path("deltagare/<uuid:pk>/oppna/", views.reopen, name="reopen"),
]
