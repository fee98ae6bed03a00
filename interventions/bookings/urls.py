from django.urls import path

from interventions.bookings import views

urlpatterns = [
    path("deltagare/<uuid:pk>/boka/", views.book, name="book"),
    path("bokningar/<uuid:pk>/", views.change, name="change_booking"),
    path("bokningar/<uuid:pk>/avboka/", views.cancel, name="cancel_booking"),
    path("bokningar/<uuid:pk>/kontakt/", views.hold, name="hold_booking"),
]
