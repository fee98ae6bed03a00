from django.urls import path

from interventions.groups import views

urlpatterns = [
    path("grupper/", views.groups, name="groups"),
    path("grupper/ny/", views.make, name="make_group"),
    path("grupper/<uuid:pk>/", views.group, name="group"),
    path("grupper/<uuid:pk>/andra/", views.change, name="change_group"),
    path("grupper/<uuid:pk>/planera/", views.plan, name="plan_occasions"),
    path("grupper/<uuid:pk>/deltagare/", views.take_in, name="take_in"),
    path("grupper/deltagande/<uuid:pk>/avsluta/", views.let_go, name="let_go"),
    path("grupper/traffar/<uuid:pk>/", views.roster, name="roster"),
]
