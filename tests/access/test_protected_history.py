"""Protection that is set later hides the history too, at once, from all but the named staff."""

from tests.test_architecture import EVENTS, PERSONAL

OF_PERSONS = [model for model in EVENTS if model.pgh_tracked_model in PERSONAL]


def events_of(model, enrolment):
    """The history of the rows about the enrolment or its person."""
    fields = {field.name for field in model._meta.fields}
    if "enrolment" in fields:
        return model.objects.filter(enrolment=enrolment.pk)
    if "participant" in fields:
        return model.objects.filter(participant=enrolment.participant_id)
    return model.objects.filter(pgh_obj=enrolment.participant_id)


def test_the_history_of_who_gets_protection_is_hidden(world, login, as_user):
    seen_before = set()
    with as_user(world.leader):
        for model in OF_PERSONS:
            if events_of(model, world.own).exists():
                seen_before.add(model.__name__)
    assert {"ParticipantEvent", "PersonalNumberEvent", "NoteEvent", "EnrolmentEvent"} <= seen_before
    data = {"protection": "SEKRETESSMARKERING", "version": world.own.participant.version}
    url = f"{world.own.get_absolute_url()}skydd/"
    assert login(world.anna).post(url, data).status_code == 302
    for who in ("leader", "dan", "bo", "coordinator"):
        with as_user(getattr(world, who)):
            seen = [model.__name__ for model in OF_PERSONS if events_of(model, world.own).exists()]
        assert seen == [], who
    with as_user(world.anna):
        seen = {model.__name__ for model in OF_PERSONS if events_of(model, world.own).exists()}
    assert {"ParticipantEvent", "PersonalNumberEvent", "NoteEvent"} <= seen
