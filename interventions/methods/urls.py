from django.urls import path

from interventions.methods import views

PHASES = "administration/metoder/<slug:slug>/"
urlpatterns = [
    path("deltagare/<uuid:pk>/metoder/", views.methods, name="methods"),
    path("metoder/<uuid:pk>/", views.method_work, name="method_work"),
    path("metoder/<uuid:pk>/avsluta/", views.end_method, name="end_method"),
    path("metoder/faser/<uuid:pk>/angra/", views.withdraw_phase, name="withdraw_phase"),
    path(PHASES, views.phases_list, name="phases_list"),
    path(PHASES + "ny/", views.phases_new, name="phases_new"),
    path(PHASES + "<str:pk>/", views.phases_change, name="phases_change"),
]
