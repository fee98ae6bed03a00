"""Hosts, agreements and branches that rows of placements name."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from interventions.hosts.models import Agreement, Host
from participants.codes.models import Branch

Agreements = dict[tuple[UUID, str], list[tuple[date, date, UUID]]]


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

    def agreement_on(self, host: UUID, reference: str, day: date) -> UUID | None:
        """The agreement of that reference that runs that day."""
        for started_on, ended_on, key in self.agreements.get((host, reference.lower()), []):
            if started_on <= day <= ended_on:
                return key
        return None


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
    columns = ("host_id", "reference", "started_on", "ended_on", "pk")
    for host, reference, started_on, ended_on, key in Agreement.objects.values_list(*columns):
        agreements[host, reference.lower()].append((started_on, ended_on, key))
    return dict(agreements)


def _load_branches() -> dict[str, str]:
    branches: dict[str, str] = {}
    for code, label in Branch.objects.values_list("code", "label"):
        branches[code.lower()] = code
        branches[label.lower()] = code
    return branches
