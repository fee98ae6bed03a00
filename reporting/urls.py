from django.urls import URLPattern, URLResolver, path

from reporting.views import dashboard, documents, orders, reports

app_name = "reporting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("oversikt/", dashboard.show, name="dashboard"),
    path("oversikt/lista/", dashboard.cohort, name="cohort"),
    path("oversikt/pdf/", dashboard.pdf, name="dashboard_pdf"),
    path("oversikt/<str:code>/", dashboard.show, name="delprojekt"),
    path("oversikt/<str:code>/lista/", dashboard.cohort, name="delprojekt_cohort"),
    path("oversikt/<str:code>/pdf/", dashboard.pdf, name="delprojekt_pdf"),
    path("deltagare/<uuid:pk>/narvarorapport/", documents.attendance_months, name="attendance_months"),
    path("deltagare/<uuid:pk>/narvarorapport/<str:month>/", documents.attendance, name="attendance"),
    path("rapporter/", reports.index, name="reports"),
    path("rapporter/bestallning/<uuid:pk>/", orders.show, name="order"),
    path("rapporter/bestallning/<uuid:pk>/fil/", orders.fetch, name="order_file"),
    path("rapporter/<str:slug>/", reports.show, name="report"),
    path("rapporter/<str:slug>/<uuid:pk>/las/", reports.lock, name="lock"),
]
