from django.urls import path

from interventions.today import views

urlpatterns = [path("idag/", views.today, name="today")]
