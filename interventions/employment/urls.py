from django.urls import path

from interventions.employment import views

CASE = "deltagare/<uuid:pk>/"
urlpatterns = [
    path(CASE + "arbete-och-studier/", views.spells, name="spells"),
    path(CASE + "arbete-och-studier/<slug:slug>/", views.begin_spell, name="begin_spell"),
    path(CASE + "kvalifikation/", views.award_qualification, name="award_qualification"),
    path("arbete-och-studier/<uuid:pk>/", views.change_spell, name="change_spell"),
]
