from django.urls import path

from reporting.dashboards import views

urlpatterns = [
    path("oversikt/", views.show, name="dashboard"),
    path("oversikt/lista/", views.cohort, name="cohort"),
    path("oversikt/pdf/", views.pdf, name="dashboard_pdf"),
    path("oversikt/<str:code>/", views.show, name="delprojekt"),
    path("oversikt/<str:code>/lista/", views.cohort, name="delprojekt_cohort"),
    path("oversikt/<str:code>/pdf/", views.pdf, name="delprojekt_pdf"),
]
