from django.urls import URLPattern, URLResolver, path

from reporting.dashboards import views as dashboards_views
from reporting.documents import views as documents_views
from reporting.orders import views as orders_views
from reporting.reports import views as reports_views

app_name = "reporting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("oversikt/", dashboards_views.show, name="dashboard"),
    path("oversikt/lista/", dashboards_views.cohort, name="cohort"),
    path("oversikt/pdf/", dashboards_views.pdf, name="dashboard_pdf"),
    path("oversikt/<str:code>/", dashboards_views.show, name="delprojekt"),
    path("oversikt/<str:code>/lista/", dashboards_views.cohort, name="delprojekt_cohort"),
    path("oversikt/<str:code>/pdf/", dashboards_views.pdf, name="delprojekt_pdf"),
    path(
        "deltagare/<uuid:pk>/narvarorapport/",
        documents_views.attendance_months,
        name="attendance_months",
    ),
    path(
        "deltagare/<uuid:pk>/narvarorapport/<str:month>/",
        documents_views.attendance,
        name="attendance",
    ),
    path("rapporter/", reports_views.index, name="reports"),
    path("rapporter/bestallning/<uuid:pk>/", orders_views.show, name="order"),
    path("rapporter/bestallning/<uuid:pk>/fil/", orders_views.fetch, name="order_file"),
    path("rapporter/<str:slug>/", reports_views.show, name="report"),
    path("rapporter/<str:slug>/<uuid:pk>/las/", reports_views.lock, name="lock"),
]
