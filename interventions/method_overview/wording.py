"""The conditions of a list of the overview in words."""

from interventions.hosts.models import Host
from interventions.method_overview.queries import NONE, SEPARATOR, OverviewSelection
from interventions.methods.enums import Method
from interventions.methods.models import Phase
from mia.organisation.staff.models import Staff
from participants.people.enums import Sex


def in_words(selection: OverviewSelection) -> list[str]:
    """Return each condition of a list as a person reads it. At most three statements."""
    words = []
    if selection.method:
        words.append(Method(selection.method).label)
    if selection.phase:
        phase = Phase.objects.filter(pk=selection.phase).first()
        words.append(f"fas: {phase}" if phase else "ingen fas angiven")
    if selection.staff:
        staff = (
            Staff.objects.filter(pk=selection.staff).first() if selection.staff != NONE else None
        )
        words.append(f"handledare: {staff}" if staff else "ingen handledare")
    if selection.combination:
        words.append(selection.combination.replace(SEPARATOR, " + "))
    if selection.host:
        host = Host.objects.filter(pk=selection.host).first()
        words.append(f"placering hos {host}" if host else "placering hos en okänd värd")
    if selection.sex:
        words.append(Sex(selection.sex).label)
    return words


def _staff_in_words(key: str) -> str:
    staff = None if key == NONE else Staff.objects.filter(pk=key).first()
    return f"handledare: {staff}" if staff else "ingen handledare"
