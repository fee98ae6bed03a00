from django.urls import path

from interventions.fidelity import views

SCALE = "programtrohet/<str:code>/<str:scale_code>/"
LISTS = "administration/programtrohet/<slug:slug>/"
urlpatterns = [
    path("programtrohet/", views.fidelity, name="fidelity"),
    path("programtrohet/granskning/<uuid:pk>/", views.review, name="fidelity_review"),
    path(SCALE, views.scale, name="fidelity_scale"),
    path(SCALE + "matt/<int:number>/", views.measure, name="fidelity_measure"),
    path(SCALE + "granska/", views.new_review, name="fidelity_new_review"),
    path(LISTS, views.fidelity_list, name="fidelity_lists_list"),
    path(LISTS + "ny/", views.fidelity_new, name="fidelity_lists_new"),
    path(LISTS + "<str:pk>/", views.fidelity_change, name="fidelity_lists_change"),
]
