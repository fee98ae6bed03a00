from django.urls import path

from reporting.reports import views

urlpatterns = [
    path("rapporter/", views.index, name="reports"),
    path("rapporter/<str:slug>/", views.show, name="report"),
    path("rapporter/<str:slug>/<uuid:pk>/las/", views.lock, name="lock"),
]
