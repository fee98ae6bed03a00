from django.urls import path

from interventions.continuity import views

urlpatterns = [path("kontinuitet/", views.continuity, name="continuity")]
