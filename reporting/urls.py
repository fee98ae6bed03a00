"""The routes of every feature of the app."""

from django.urls import URLPattern, URLResolver

from reporting.dashboards.urls import urlpatterns as dashboards
from reporting.documents.urls import urlpatterns as documents
from reporting.orders.urls import urlpatterns as orders
from reporting.reports.urls import urlpatterns as reports
from reporting.retention.urls import urlpatterns as retention

app_name = "reporting"
urlpatterns: list[URLPattern | URLResolver] = [
    *dashboards,
    *documents,
    *orders,
    *reports,
    *retention,
]
