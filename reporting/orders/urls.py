from django.urls import path

from reporting.orders import views

urlpatterns = [
    path("rapporter/bestallning/<uuid:pk>/", views.show, name="order"),
    path("rapporter/bestallning/<uuid:pk>/fil/", views.fetch, name="order_file"),
]
