from django.urls import path

from interventions.calendars import views

urlpatterns = [
    path("kalender/", views.calendar, name="calendar"),
    path("kalender/aterkalla/", views.revoke, name="revoke_calendar"),
    path("kalender/flode/<str:secret>.ics", views.feed, name="feed"),
]
