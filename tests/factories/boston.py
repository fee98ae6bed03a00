"""The Boston method: readiness, goal, what it demands, whether it is kept."""

from datetime import timedelta

import factory

from interventions.boston.models import GoalFollowUp, GoalNeed, Readiness, RehabilitationGoal
from tests.factories.organisation import StaffFactory
from tests.factories.participants import EnrolmentFactory


class ReadinessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Readiness

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    assessed_on = factory.SelfAttribute("enrolment.started_on")
    need = 3
    commitment = 4
    self_awareness = 2
    surroundings = 3
    closeness = 5
    conclusion = "REDO"
    registered_by = factory.SubFactory(StaffFactory)


class RehabilitationGoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RehabilitationGoal

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    area = "ARBETE"
    role = "butiksbiträde"
    environment = "en liten butik"
    set_on = factory.SelfAttribute("enrolment.started_on")
    target_on = factory.LazyAttribute(lambda row: row.set_on + timedelta(days=365))
    registered_by = factory.SubFactory(StaffFactory)


class GoalNeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GoalNeed

    rehabilitation_goal = factory.SubFactory(
        RehabilitationGoalFactory, enrolment=factory.SelfAttribute("..enrolment")
    )
    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    kind = "FARDIGHET"
    text = "Komma i tid."
    level_now = 2
    level_needed = 4
    registered_by = factory.SubFactory(StaffFactory)


class GoalFollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GoalFollowUp

    rehabilitation_goal = factory.SubFactory(
        RehabilitationGoalFactory, enrolment=factory.SelfAttribute("..enrolment")
    )
    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    followed_on = factory.SelfAttribute("enrolment.started_on")
    is_kept = True
    registered_by = factory.SubFactory(StaffFactory)
