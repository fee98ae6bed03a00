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

SETTINGS = ("app.scope", "app.whole_scope", "app.enrolments", "app.participants")


def ask(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


def settings():
    return [ask("SELECT current_setting(%s, true)", name)[0] for name in SETTINGS]


def put(values):
    for name, value in zip(SETTINGS, values, strict=True):
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


OPENED = """
SELECT app.delprojekt_with('see_delprojekt'), app.whole_delprojekt_with('see_delprojekt'),
       app.my_enrolments(), app.my_participants()
"""


def test_what_one_identity_opens_opens_nothing_for_another(world, as_user):
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
            assert ask(OPENED) == ([], [], [], [])


def test_a_changed_setting_opens_nothing(world, as_user):
    with as_user(world.leader):
        scope, whole_scope, _, _ = settings()
        other = str(world.hbs.pk)
        changed = scope.replace(f"{{{world.os.pk}}}", f"{{{world.os.pk},{other}}}")
        assert changed != scope
        put([changed, whole_scope, "", ""])
        assert ask("SELECT app.delprojekt_with('see_delprojekt')") == ([],)
        put([scope, scope, "", ""])  # each under its own name
        assert ask(OPENED) == ([world.os.pk], [], [], [])
    with as_user(world.anna):
        scope, whole_scope, enrolments, participants = settings()
        other = enrolments.replace(str(world.own.pk), str(world.elsewhere.pk))
        put([scope, whole_scope, other, participants])
        assert not Enrolment.objects.exists()
        someone = str(world.elsewhere.participant_id)
        other = participants.replace(str(world.own.participant_id), someone)
        put([scope, whole_scope, enrolments, other])
        assert ask("SELECT app.my_participants()") == ([],)
        put([scope, whole_scope, participants, enrolments])
        assert ask("SELECT app.my_enrolments(), app.my_participants()") == ([], [])


def test_nothing_is_kept_after_the_unit_of_work(world, as_user):
    with as_user(world.anna):
        assert all(settings())
    assert settings() in ([None] * 4, [""] * 4)
    with identity.acting_as(world.anna.pk, source="prov") as work:
        before = settings()
        with identity.elevated(work):
            assert Enrolment.objects.count() == 4
        assert Enrolment.objects.count() == 2
        assert settings()[2].split(";", 1)[1] == before[2].split(";", 1)[1]


def test_a_change_within_the_unit_of_work_counts_at_once(world, as_user):
    with as_user(world.leader):
        assert not ask("SELECT %s = ANY (app.my_enrolments())", world.own.pk)[0]
        AssignmentFactory(enrolment=world.own, staff=world.leader)
        assert ask("SELECT %s = ANY (app.my_enrolments())", world.own.pk)[0]
    MembershipFactory(staff=world.admin, role=Role.PROJECT_LEADER, delprojekt=world.os)
    with as_user(world.admin):
        assert ask("SELECT app.delprojekt_with('see_delprojekt')") == ([world.os.pk],)
        ask("SELECT set_config('role', 'none', true)")  # the owner: nobody ends one's own role
        Membership.objects.filter(staff=world.admin).delete()
        ask("SELECT set_config('role', 'mia_app', true)")
        assert ask("SELECT app.delprojekt_with('see_delprojekt')") == ([],)
