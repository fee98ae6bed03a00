"""Addresses of the workload and of the ceilings."""

from django.urls import path

from interventions.workload import views

CEILINGS = "administration/tak/<slug:slug>/"
urlpatterns = [
    path("bemanning/", views.workload, name="workload"),
    path(CEILINGS, views.ceilings_list, name="ceilings_list"),
    path(CEILINGS + "ny/", views.ceilings_new, name="ceilings_new"),
    path(CEILINGS + "<str:pk>/", views.ceilings_change, name="ceilings_change"),
]
