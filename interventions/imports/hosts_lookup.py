"""Hosts, agreements and branches that rows of placements name."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from interventions.hosts.models import Agreement, Host
from participants.codes.models import Branch


@dataclass(frozen=True)
class RegisteredAgreement:
    """An agreement that is registered, as rows are compared with it."""

    pk: UUID
    delprojekt: int
    started_on: date
    ended_on: date

    def holds(self, day: date) -> bool:
        return self.started_on <= day <= self.ended_on


Agreements = dict[tuple[UUID, str], list[RegisteredAgreement]]


@dataclass(frozen=True)
class HostLookup:
    """Keys of hosts by number and by name in lower case (None where several have it), the name of
    each, and what agreements there are with each. Branches by label and by code.
    """

    by_number: dict[str, UUID]
    by_name: dict[str, UUID | None]
    names: dict[UUID, str]
    agreements: Agreements
    branches: dict[str, str]

    def agreements_on(self, host: UUID, reference: str, day: date) -> list[RegisteredAgreement]:
        """The agreements of that reference that run that day, of every delprojekt."""
        registered = self.agreements.get((host, reference.lower()), [])
        return [agreement for agreement in registered if agreement.holds(day)]


def load_hosts() -> HostLookup:
    by_number: dict[str, UUID] = {}
    by_name: dict[str, UUID | None] = {}
    names: dict[UUID, str] = {}
    for key, name, number in Host.objects.values_list("pk", "name", "organisation_number"):
        names[key] = name
        lowered = name.lower()
        by_name[lowered] = None if lowered in by_name else key
        if number:
            by_number[number] = key
    return HostLookup(by_number, by_name, names, _load_agreements(), _load_branches())


def _load_agreements() -> Agreements:
    agreements: Agreements = defaultdict(list)
    columns = ("host_id", "reference", "pk", "delprojekt_id", "started_on", "ended_on")
    for host, reference, *facts in Agreement.objects.values_list(*columns):
        agreements[host, reference.lower()].append(RegisteredAgreement(*facts))
    return dict(agreements)


def _load_branches() -> dict[str, str]:
    branches: dict[str, str] = {}
    for code, label in Branch.objects.values_list("code", "label"):
        branches[code.lower()] = code
        branches[label.lower()] = code
    return branches
