"""The features that the case page, the timeline and the lists over many features show.

A new feature is one line here, as a new app is one line in Django's INSTALLED_APPS: the
`declarations.py` of its package brings its models, URLs, sections and the rest.
"""

from importlib import import_module

from participants.agendas import Agenda
from participants.delprojekt_lists import DelprojektList
from participants.seams import (
    EXTRACT_SECTIONS,
    Accepted,
    ClosingPart,
    ExtractSection,
    Feature,
    MergeCheck,
    Queue,
)

# In the order in which pages show them.
PACKAGES = (
    "participants.profile",
    "participants.contact_details",
    "participants.enrolments",
    "participants.referrals",
    "interventions.contacts",
    "interventions.attestations",
    "interventions.removals",
    "interventions.quick",
    "interventions.bookings",
    "interventions.letters",
    "interventions.case_documents",
    "interventions.calendars",
    "interventions.planning",
    "interventions.life_areas",
    "interventions.job_search",
    "interventions.boston",
    "interventions.memos",
    "interventions.questions",
    "interventions.continuity",
    "participants.assignments",
    "participants.emergencies",
    "interventions.methods",
    "interventions.method_overview",
    "interventions.groups",
    "interventions.hosts",
    "interventions.placements",
    "interventions.attendance",
    "interventions.placement_meetings",
    "interventions.employment",
    "interventions.transitions",
    "interventions.follow_ups",
    "interventions.corrections",
    "interventions.workload",
    "interventions.fidelity",
    "interventions.handovers",
    "interventions.supervision",
    "participants.consents",
    "participants.disclosures",
    "participants.inquiries",
    "participants.time_limits",
    "participants.log_review",
    "participants.merging",
)


def load_feature(package: str) -> Feature:
    feature: Feature = import_module(f"{package}.declarations").FEATURE
    return feature


FEATURES = tuple(load_feature(package) for package in PACKAGES)


def list_accepted() -> list[Accepted]:
    return [feature.accepted for feature in FEATURES if feature.accepted is not None]


def list_merge_checks() -> list[MergeCheck]:
    return [feature.merge_check for feature in FEATURES if feature.merge_check is not None]


def list_queues() -> list[Queue]:
    queues: list[Queue] = []
    for feature in FEATURES:
        queues += feature.queues
    return queues


def list_agendas() -> list[Agenda]:
    agendas: list[Agenda] = []
    for feature in FEATURES:
        agendas += feature.agendas
    return agendas


def list_of_delprojekt() -> list[DelprojektList]:
    lists: list[DelprojektList] = []
    for feature in FEATURES:
        lists += feature.delprojekt_lists
    return lists


def list_closing() -> list[ClosingPart]:
    return [feature.closing for feature in FEATURES if feature.closing is not None]


def list_extract_sections() -> list[ExtractSection]:
    """Those of every feature, and of the app above."""
    sections: list[ExtractSection] = []
    for feature in FEATURES:
        sections += feature.extract
    return [*sections, *EXTRACT_SECTIONS]
