"""Addresses of the mapping of areas of life, and of the list of areas."""

from django.urls import path

from interventions.life_areas import views

MAPPING = "deltagare/<uuid:pk>/kartlaggning/"
AREAS = "administration/kartlaggning/<slug:slug>/"
urlpatterns = [
    path(MAPPING, views.areas, name="areas"),
    path(MAPPING + "<str:code>/", views.map_area, name="map_area"),
    path("kartlaggning/<uuid:pk>/", views.correct_area, name="correct_area"),
    path(AREAS, views.life_areas_list, name="life_areas_list"),
    path(AREAS + "ny/", views.life_areas_new, name="life_areas_new"),
    path(AREAS + "<str:pk>/", views.life_areas_change, name="life_areas_change"),
]
