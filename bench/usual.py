"""esf-deltagare as most would write it: a Resource of django-import-export, the hours as a
subquery.
"""

from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from import_export import fields, resources

from interventions.contacts.models import Contact
from mia.access import identity
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber

FIRST, LAST = date(2019, 3, 1), date(2019, 3, 31)
COLUMNS = (
    "reference",
    "code",
    "month",
    "kind",
    "number",
    "started_on",
    "ended_on",
    "hours",
    "occasions",
    "template",
    "attested",
    "event",
)


class Month(resources.ModelResource):
    reference = fields.Field(attribute="project__reference")
    code = fields.Field(attribute="delprojekt__code")
    month, kind, number, template, attested, event = (fields.Field() for _ in range(6))
    hours, occasions = fields.Field(attribute="minutes"), fields.Field(attribute="occasions")

    class Meta:
        model = Enrolment
        fields = COLUMNS
        export_order = COLUMNS

    def dehydrate_month(self, row: Enrolment) -> str:
        return f"{FIRST:%Y-%m}"

    def dehydrate_kind(self, row: Enrolment) -> str:
        return "SKYDDAD" if row.is_protected else number_of(row).kind

    def dehydrate_number(self, row: Enrolment) -> str:
        return (
            f"{row.participant.birth_date:%Y%m%d}Tf29"
            if row.is_protected
            else number_of(row).number
        )

    def dehydrate_template(self, row: Enrolment) -> str:
        return "PO1" if row.labour_status == "SYSSELSATT" else "PO2"

    def dehydrate_attested(self, row: Enrolment) -> str:
        return "N"

    def dehydrate_event(self, row: Enrolment) -> str:
        if row.ended_on and row.ended_on <= LAST:
            return "AVSLUTAD"
        return "NY" if row.started_on >= FIRST else "PÅGÅENDE"


def number_of(row: Enrolment) -> PersonalNumber:
    """Looked up once for each row."""
    if not hasattr(row, "current_number"):
        row.current_number = row.participant.personal_numbers.get(replaced_on=None)
    return row.current_number


def export() -> bytes:
    """Nothing: only the time counts."""
    contacts = Contact.objects.participation().between(FIRST, LAST)
    own = contacts.filter(enrolment=OuterRef("pk")).order_by()
    sums = own.values("enrolment").annotate(total=Sum("minutes"), many=Count("pk"))
    during = Q(ended_on=None) | Q(ended_on__gte=FIRST)
    enrolments = Enrolment.objects.select_related("project", "delprojekt", "participant")
    rows = enrolments.filter(during, started_on__lte=LAST).annotate(
        minutes=Subquery(sums.values("total")),
        occasions=Subquery(sums.values("many")),
    )
    with identity.acting_as(identity.SYSTEM, source="bench"):
        str(Month().export(rows).csv)
    return b""
