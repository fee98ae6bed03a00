"""What the database refuses about the facts of an enrolment, besides its own days and place."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, TextField
from django.db.models.functions import Cast

from participants.enrolments.enums import LabourStatus, Work


def percent_with_work(when: str) -> models.CheckConstraint:
    """Return the constraint: per cent of work only for one who works; `when` is before or after."""
    return models.CheckConstraint(
        condition=Q(**{f"work_{when}_percent": None})
        | (Q(**{f"work_{when}__isnull": False}) & ~Q(**{f"work_{when}": Work.NONE})),
        name=f"enrolment_work_{when}_percent_needs_work",
        violation_error_code=f"work_{when}_percent",
        violation_error_message="Omfattningen av arbetet kan bara anges när deltagaren arbetar.",
    )


def percent_of_income(when: str) -> models.CheckConstraint:
    """Return the constraint: an extent only for the sources that are named; `when` as above."""
    codes = Cast(f"income_{when}", ArrayField(TextField()))
    names_no_other = Func(
        F(f"income_{when}_percent"),
        codes,
        arg_joiner=" - ",  # in alphabetical order, as a migration writes them: else they differ
        template="(%(expressions)s) = '{}'::jsonb",
        output_field=models.BooleanField(),
    )
    return models.CheckConstraint(
        condition=names_no_other,
        name=f"enrolment_income_{when}_percent_needs_source",
        violation_error_code=f"income_{when}",
        violation_error_message="Omfattning kan bara anges för den försörjning som är ikryssad.",
    )


FACTS = [
    models.CheckConstraint(
        condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
        name="enrolment_ends_after_start",
        violation_error_code="ended_on",
        violation_error_message="Slutdatumet kan inte ligga före startdatumet.",
    ),
    models.CheckConstraint(
        condition=Q(ended_on=None, exit_reason=None)
        | Q(ended_on__isnull=False, exit_reason__isnull=False),
        name="enrolment_end_has_reason",
        violation_error_code="exit_reason",
        violation_error_message="Slutdatum och avslutsanledning hör ihop: ange båda eller ingen.",
    ),
    models.CheckConstraint(
        condition=Q(ended_on__isnull=False)
        | Q(
            income_after=[],
            work_after=None,
            work_after_percent=None,
            study_after_percent=None,
            seeking_after=None,
            registered_after=None,
            ready_for_training=None,
            exit_facts_on=None,
            exit_registered_on=None,
        ),
        name="enrolment_exit_facts_need_end",
        violation_error_code="ended_on",
        violation_error_message="Uppgifter om läget efter insatsen kräver ett slutdatum.",
    ),
    models.CheckConstraint(
        condition=Q(unemployed_since=None)
        | Q(
            labour_status__isnull=False,  # NULL would satisfy a check
            labour_status=LabourStatus.UNEMPLOYED,
            unemployed_since__lte=F("started_on"),
        ),
        name="enrolment_unemployed_since_needs_unemployed",
        violation_error_code="unemployed_since",
        violation_error_message=(
            "Arbetslös sedan anges bara för den som är arbetslös, med en dag före start."
        ),
    ),
    models.CheckConstraint(
        condition=Q(referred_on=None) | Q(referred_on__lte=F("started_on")),
        name="enrolment_referred_before_start",
        violation_error_code="referred_on",
        violation_error_message="Remissdatumet kan inte ligga efter startdatumet.",
    ),
    models.CheckConstraint(
        condition=Q(enhanced_to=None)
        | Q(enhanced_from__isnull=False, enhanced_to__gte=F("enhanced_from")),
        name="enrolment_enhanced_in_order",
        violation_error_code="enhanced_to",
        violation_error_message=(
            "Förstärkt samarbete: slutdagen kräver en startdag som inte ligger senare."
        ),
    ),
    percent_with_work("before"),
    percent_with_work("after"),
    percent_of_income("before"),
    percent_of_income("after"),
    models.CheckConstraint(
        condition=Q(months_since_work=None) | ~Q(has_never_worked=True),
        name="enrolment_never_worked_has_no_last_work",
        violation_error_code="months_since_work",
        violation_error_message="Den som aldrig har arbetat har inget senaste arbete.",
    ),
    models.CheckConstraint(
        condition=Q(exit_facts_on=None) | Q(exit_facts_on__gte=F("ended_on")),
        name="enrolment_exit_facts_not_before_exit",
        violation_error_code="exit_facts_on",
        violation_error_message="Läget efter insatsen kan inte gälla en dag före slutdatumet.",
    ),
]
