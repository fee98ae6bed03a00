"""seed_demo (docs/formats.md §6): the same seed the same county, by the published shares, of nobody
who exists.
"""

import hashlib
import io
import stat
from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from interventions.attendance.models import Attendance
from interventions.contacts.models import Contact, Note
from interventions.groups.models import GroupMember
from interventions.groups.queries import contact_key
from interventions.methods.models import MethodWork
from interventions.placement_meetings.models import PlacementMeeting
from interventions.placements.models import HoursStep, Placement
from interventions.registry import FEATURES
from mia.audit.models import AccessLog
from mia.core import personnummer
from mia.organisation.delprojekt.models import Delprojekt, Team
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.codes.models import ExitReason
from participants.consents.models import Consent
from participants.demo import LAST_DAY, DemoPlace, DemoStay
from participants.emergencies.models import EmergencyOpening
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from reporting.demo import shares

PERSONAL = [
    "participants_participant",
    "participants_personalnumber",
    "participants_enrolment",
    "participants_consent",
]
BY_STAFF = ["participants_assignment", "interventions_methodwork", "interventions_contact"]


@pytest.fixture
def seed(db, settings, tmp_path):
    """Run seed_demo; its exit code, output and errors. MIA_DATA is the test's own folder."""
    settings.DATA = tmp_path

    def _seed(participants=300, number=1):
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command(
                "seed_demo", participants=participants, seed=number, stdout=out, stderr=err
            )
        except SystemExit as ended:
            return ended.code, out.getvalue(), err.getvalue()
        return 0, out.getvalue(), err.getvalue()

    return _seed


def fingerprint():
    """Every row of the county in the order of its keys; staff by user name, whose keys the sequence
    gives.
    """
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in PERSONAL:
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            digest.update(cursor.fetchone()[0].encode())
        for table in BY_STAFF:
            cursor.execute(
                "SELECT md5(string_agg("
                "(to_jsonb(t) - 'staff_id' - 'registered_by_id')::text || s.username, '|'"
                f" ORDER BY t.id)) FROM {table} t JOIN organisation_staff s ON s.id = t.staff_id"
            )
            digest.update(cursor.fetchone()[0].encode())
        cursor.execute(
            "SELECT string_agg(username || name || title, '|' ORDER BY username)"
            " FROM organisation_staff"
        )
        digest.update(cursor.fetchone()[0].encode())
    for note in Note.objects.order_by("pk"):  # as it is read: each encryption differs
        digest.update(f"{note.pk}{note.text}".encode())
    return digest.hexdigest()


def empty():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "TRUNCATE participants_participant, organisation_staff, organisation_team,"
            " participants_timelimit CASCADE"
        )


def test_the_same_seed_makes_the_same_county_and_another_another(seed):
    prints = []
    for number in (1, 1, 2):
        assert seed(60, number)[0] == 0
        prints.append(fingerprint())
        empty()
    assert prints[0] == prints[1] != prints[2]


def test_it_refuses_where_there_is_anything(seed):
    seed(20)
    before = fingerprint()
    code, out, err = seed(20)
    assert (code, out) == (1, "")
    assert "Demodata läggs bara i en tom databas." in err
    assert fingerprint() == before
    empty()
    Staff.objects.create(username="nagon", name="Någon")
    assert seed(20)[0] == 1


@pytest.mark.parametrize("many", [0, 20_001])
def test_it_says_how_many_there_are_numbers_for(seed, many):
    code, _, err = seed(many)
    assert code == 1
    assert "från 1 till 20000" in err
    assert not Staff.objects.exists()


def share(rows, total):
    return rows.count() / total.count()


def test_the_county_is_as_published(seed):
    assert seed(1500)[0] == 0
    people, stays = Participant.objects.all(), Enrolment.objects.all()
    ended = stays.filter(ended_on__isnull=False)
    assert people.count() == 1500
    assert share(people.filter(sex="K"), people) == pytest.approx(1005 / 1704, abs=0.04)
    good = stays.filter(exit_reason__outcome__in=["ARBETE", "STUDIER", "ORDINARIE"])
    assert share(good, stays) == pytest.approx(611 / 1704, abs=0.04)
    assert 0.25 < share(ended.filter(exit_reason__outcome__in=["ARBETE", "STUDIER"]), ended) < 0.34
    hbs = stays.filter(delprojekt__code="HBS")
    assert share(hbs.filter(referrer="FK"), hbs) == pytest.approx(0.44, abs=0.09)
    for sex, published in (("K", 1 / 3), ("M", 1 / 4)):
        of = stays.filter(participant__sex=sex)
        assert share(of.filter(income_months__gt=72), of) == pytest.approx(published, abs=0.1)
    assert 0.003 < share(people.exclude(protection="INGEN"), people) < 0.025
    assert stays.values("delprojekt").distinct().count() == 8
    assert 25 < Contact.objects.count() / stays.count() < 50
    placed = Placement.objects.values("enrolment").distinct().count() / stays.count()
    assert 0.2 < placed < 0.6
    of_placed = HoursStep.objects.filter(hours__gte=15).values("placement").distinct().count()
    assert 0.05 < of_placed / Placement.objects.count() < 0.5
    assert Attendance.objects.count() > Placement.objects.count()
    assert 0.6 < PlacementMeeting.objects.count() / Placement.objects.count() < 8
    consents = Consent.objects.all()
    assert 0 < share(consents.filter(withdrawn_on__isnull=False), consents) < 0.06
    assert (
        Assignment.objects.values("enrolment").distinct().count()
        == stays.count()
        < Assignment.objects.count()
    )
    assert MethodWork.objects.count() > 1.2 * stays.count()


def test_every_feature_has_rows_in_the_county(seed):
    """A feature declares demo rows of each model that belongs to an enrolment."""
    assert seed(60)[0] == 0
    declared = {model for feature in FEATURES for model in feature.retention}
    assert {Contact, MethodWork, Assignment, Consent} < declared
    # The database alone says who opened a case in an emergency, and when: that cannot be drawn.
    assert {model for model in declared if not model.objects.exists()} == {EmergencyOpening}


def test_who_came_to_the_groups_is_noted(seed):
    """Of every occasion that has been: none of them waits for anybody on the page of the group."""
    assert seed(60)[0] == 0
    keys = []
    for member in GroupMember.objects.select_related("group"):
        last_on = member.ended_on or LAST_DAY
        held = member.group.occasions.filter(held_on__range=(member.started_on, last_on))
        keys += [contact_key(occasion.pk, member.enrolment_id) for occasion in held]
    assert keys
    assert Contact.objects.filter(pk__in=keys, channel="GRUPP").count() == len(keys)


def test_a_feature_draws_the_same_rows_again():
    """Contacts draw the assignments and methods of their enrolment once more."""
    features = [feature for feature in FEATURES if feature.demo is not None]
    many = Counter()
    for number in range(30):
        stay = bare_stay(number)
        for feature in features:
            once, again = values(feature.demo(stay)), values(feature.demo(stay))
            assert once == again
            many[feature.demo] += len(once)
    # A pause or an extension is not drawn for every stay.
    assert all(many[feature.demo] for feature in features)


EXIT_REASONS = ["ARBETE", "ORDINARIE_AF", "FLYTT"]


def bare_stay(number):
    """A stay of a year and a half that is not saved; of two delprojekt, which give all methods."""
    code, name = (("OS", "Östra Södertörn"), ("SODT", "Södertälje"))[number % 2]
    delprojekt = Delprojekt(code=code, name=name)
    enrolment = Enrolment(
        pk=UUID(int=number),
        participant=Participant(birth_date=date(1980, 5, 1), sex="K"),
        delprojekt=delprojekt,
        referred_on=date(2019, 12, 2),
        started_on=date(2020, 1, 7),
        ended_on=date(2021, 5, 4),
        exit_reason=ExitReason(code=EXIT_REASONS[number % len(EXIT_REASONS)]),
    )
    staff = [Staff(pk=1, username="cm.os"), Staff(pk=2, username="cm2.os")]
    neighbour = DemoPlace(Delprojekt(code="HBS", name="Huddinge"), [], [Staff(pk=3)])
    place = DemoPlace(delprojekt, [], staff, left_on={2: date(2020, 9, 1)}, neighbour=neighbour)
    return DemoStay(enrolment, place)


def values(rows):
    """Every value of rows that are not saved."""
    return [
        (type(row), *[getattr(row, field.attname) for field in row._meta.concrete_fields])
        for row in rows
    ]


def test_nobody_in_it_exists(seed):
    """Only Skatteverket's test series, and the published numbers of Appendix A."""
    seed(400)
    for row in PersonalNumber.objects.select_related("participant"):
        birth, sex = row.participant.birth_date, row.participant.sex
        if row.number not in shares.OLDER:
            assert row.number == personnummer.test_number(birth, sex).number
    assert PersonalNumber.objects.filter(number__in=shares.OLDER).exists()


def test_facts_hang_together(seed):
    seed(300)
    for stay in Enrolment.objects.select_related("participant", "delprojekt"):
        assert "2017-04-01" <= str(stay.started_on) <= "2022-12-15"
        assert stay.ended_on is None or str(stay.ended_on) <= "2022-12-31"
        age = stay.started_on.year - stay.participant.birth_year
        assert 15 < age < 69
        assert stay.income_months <= 12 * max(1, age - 16) + 12
        assert not {"INGEN_OFFENTLIG"} < set(stay.income_before)
        assert not {"INGEN_OFFENTLIG"} < set(stay.income_after)


def test_staff_can_log_in_with_the_password_that_was_printed(seed, settings):
    _, out, _ = seed(20)
    path = settings.DATA / "demo-password"
    password = path.read_text().strip()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert out.splitlines()[-1] == f"Lösenord för alla: {password}"
    assert len(password) >= 15
    assert Staff.objects.count() == pytest.approx(200, abs=10)
    for username in (
        "cm.os",
        "cm2.os",
        "se.hbs",
        "ledare.suvs",
        "koordinator",
        "utredare",
        "granskare",
        "admin",
    ):
        user = Staff.objects.get(username=username)
        assert user.check_password(password) if username == "cm.os" else user.password
        assert not user.must_change_password
        assert Membership.objects.filter(staff=user, ended_on=None).exists()
    assert Team.objects.count() > 8
    log = AccessLog.objects.get(event="demo.seeded")
    assert (log.actor, log.count) == (0, 20)
