from django.urls import path

from participants.views import assignment, caseload, codes, consent, enrolment, participant, search

app_name = "participants"
ONE = "deltagare/<uuid:pk>/"
urlpatterns = [
    path("deltagare/", caseload.caseload, name="caseload"),
    path("deltagare/sok/", search.search, name="search"),
    path("deltagare/ny/", enrolment.register, name="register"),
    path(ONE + "andra/", enrolment.change, name="change"),
    path(ONE + "avsluta/", enrolment.close, name="close"),
    path(ONE + "oppna/", enrolment.reopen, name="reopen"),
    path(ONE + "person/", participant.person, name="person"),
    path(ONE + "person/nummer/", participant.number, name="number"),
    path(ONE + "skydd/", participant.protection, name="protection"),
    path(ONE + "personnummer/", participant.reveal, name="reveal"),
    path(ONE + "ansvariga/", assignment.assignments, name="assignments"),
    path(ONE + "ansvariga/<uuid:assignment>/avsluta/", assignment.end, name="assignment_end"),
    path(ONE + "samtycken/", consent.consents, name="consents"),
    path(ONE + "samtycken/<uuid:consent>/aterta/", consent.withdraw, name="consent_withdraw"),
    path("administration/koder/<slug:slug>/", codes.codes_list, name="codes_list"),
    path("administration/koder/<slug:slug>/ny/", codes.codes_new, name="codes_new"),
    path("administration/koder/<slug:slug>/<str:pk>/", codes.codes_change, name="codes_change"),
]
