"""What an identity opens is worked out once, signed, and kept for its own unit of work
(docs/adr/0012).
"""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from mia.access import identity
from mia.access.roles import Role
from mia.organisation.memberships.models import Membership
from participants.enrolments.models import Enrolment
from tests.factories import AssignmentFactory, MembershipFactory

KEPT = ("app.scope", "app.mine", "app.persons")


def ask(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


def settings():
    return [ask("SELECT current_setting(%s, true)", name)[0] for name in KEPT]


def put(values):
    for name, value in zip(KEPT, values, strict=True):
        ask("SELECT set_config(%s, %s, true)", name, value)


@pytest.mark.parametrize(
    "call", ["app.sign('scope')", "app.keep('app.scope', '{1}')", "inner_pad FROM app.secret"]
)
def test_the_owner_alone_signs(world, as_user, call):
    with (
        as_user(world.coordinator),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        ask(f"SELECT {call}")


def test_what_one_opens_opens_nothing_for_another(world, as_user):
    with as_user(world.coordinator):
        stolen = settings()
        assert Enrolment.objects.count() == 3
    with as_user(world.anna):
        hers = settings()
        assert all(hers)
    with as_user(world.cecilia):
        own = set(Enrolment.objects.values_list("pk", flat=True))
        assert own == {world.elsewhere.pk}
        for taken in (stolen, hers):
            put(taken)
            assert not Enrolment.objects.exists()
            assert ask("SELECT app.wide_dps(), app.my_enrolments(), app.my_participants()") == (
                [],
                [],
                [],
            )


def test_a_changed_list_is_no_list(world, as_user):
    with as_user(world.anna):
        scope, mine, persons = settings()
        put([scope, mine.replace(str(world.own.pk), str(world.elsewhere.pk)), persons])
        assert not Enrolment.objects.exists()
        put(
            [
                scope,
                mine,
                persons.replace(str(world.own.participant_id), str(world.elsewhere.participant_id)),
            ]
        )
        assert ask("SELECT app.my_participants()") == ([],)
        put([scope, persons, mine])  # each under its own name
        assert ask("SELECT app.my_enrolments(), app.my_participants()") == ([], [])
        put([scope.replace("{}", f"{{{world.hbs.pk}}}"), mine, persons])
        assert ask("SELECT app.wide_dps()") == ([],)


def test_nothing_is_kept_after_the_unit_of_work(world, as_user):
    with as_user(world.anna):
        assert all(settings())
    assert settings() in ([None] * 3, [""] * 3)
    with identity.acting_as(world.anna.pk, source="prov") as work:
        before = settings()
        with identity.elevated(work):
            assert Enrolment.objects.count() == 4
        assert Enrolment.objects.count() == 2
        assert settings()[1].split(";", 1)[1] == before[1].split(";", 1)[1]


def test_a_change_within_the_unit_of_work_counts_at_once(world, as_user):
    with as_user(world.leader):
        assert not ask("SELECT %s = ANY (app.my_enrolments())", world.own.pk)[0]
        AssignmentFactory(enrolment=world.own, staff=world.leader)
        assert ask("SELECT %s = ANY (app.my_enrolments())", world.own.pk)[0]
    MembershipFactory(staff=world.admin, role=Role.PROJECT_LEADER, delprojekt=world.os)
    with as_user(world.admin):
        assert ask("SELECT app.wide_dps()") == ([world.os.pk],)
        Membership.objects.filter(staff=world.admin).delete()
        assert ask("SELECT app.wide_dps()") == ([],)
