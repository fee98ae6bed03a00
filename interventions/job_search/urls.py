from django.urls import path

from interventions.job_search import views

SEARCH = "deltagare/<uuid:pk>/soka-arbete/"
urlpatterns = [
    path(SEARCH, views.job_search, name="job_search"),
    path(SEARCH + "yrkesprofil/", views.vocational_profile, name="vocational_profile"),
    path(SEARCH + "kontakt/", views.log_employer_contact, name="log_employer_contact"),
    path(SEARCH + "ansokan/", views.apply_for_job, name="apply_for_job"),
    path(
        "arbetsgivarkontakter/<uuid:pk>/",
        views.change_employer_contact,
        name="change_employer_contact",
    ),
    path("ansokningar/<uuid:pk>/", views.change_application, name="change_application"),
]
