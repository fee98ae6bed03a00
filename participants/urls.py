from django.urls import path

from participants.assignments import views as assignments_views
from participants.caseload import views as caseload_views
from participants.codes import views as codes_views
from participants.consents import views as consents_views
from participants.enrolments import views as enrolments_views
from participants.profile import views as profile_views
from participants.registration import views as registration_views
from participants.search import views as search_views

app_name = "participants"
ONE = "deltagare/<uuid:pk>/"
urlpatterns = [
    path("deltagare/", caseload_views.caseload, name="caseload"),
    path("deltagare/sok/", search_views.search, name="search"),
    path("deltagare/ny/", registration_views.register, name="register"),
    path(ONE + "andra/", enrolments_views.change, name="change"),
    path(ONE + "avsluta/", enrolments_views.close, name="close"),
    path(ONE + "oppna/", enrolments_views.reopen, name="reopen"),
    path(ONE + "person/", profile_views.person, name="person"),
    path(ONE + "person/nummer/", profile_views.number, name="number"),
    path(ONE + "skydd/", profile_views.protection, name="protection"),
    path(ONE + "personnummer/", profile_views.reveal, name="reveal"),
    path(ONE + "ansvariga/", assignments_views.assignments, name="assignments"),
    path(
        ONE + "ansvariga/<uuid:assignment>/avsluta/", assignments_views.end, name="assignment_end"
    ),
    path(ONE + "samtycken/", consents_views.consents, name="consents"),
    path(
        ONE + "samtycken/<uuid:consent>/aterta/", consents_views.withdraw, name="consent_withdraw"
    ),
    path("administration/koder/<slug:slug>/", codes_views.codes_list, name="codes_list"),
    path("administration/koder/<slug:slug>/ny/", codes_views.codes_new, name="codes_new"),
    path(
        "administration/koder/<slug:slug>/<str:pk>/", codes_views.codes_change, name="codes_change"
    ),
]
