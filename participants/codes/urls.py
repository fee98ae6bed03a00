"""Addresses of the code lists."""

from django.urls import path

from participants.codes import views

urlpatterns = [
    path("administration/koder/<slug:slug>/", views.codes_list, name="codes_list"),
    path("administration/koder/<slug:slug>/ny/", views.codes_new, name="codes_new"),
    path("administration/koder/<slug:slug>/<str:pk>/", views.codes_change, name="codes_change"),
]
