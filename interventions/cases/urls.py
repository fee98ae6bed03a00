from django.urls import path

from interventions.cases import views

urlpatterns = [
    path("deltagare/<uuid:pk>/", views.case, name="case"),
    path("deltagare/<uuid:pk>/delar/<slug:slug>/", views.section, name="case_section"),
]
