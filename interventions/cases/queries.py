"""The case page: what every feature adds to it, for one user and one enrolment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from interventions.registry import FEATURES
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_edit_enrolment
from participants.enrolments.models import Enrolment
from participants.seams import CaseLink, CaseNotice, CasePart, CaseSection


@dataclass(frozen=True)
class LoadedPart:
    """A part of the case page with its data, ready for its template."""

    template: str
    data: Mapping[str, object]


@dataclass(frozen=True)
class CaseBrief:
    """What stands on the case page when it opens, besides the timeline."""

    notices: list[CaseNotice]
    oddities: list[str]
    facts: list[LoadedPart]
    forms: list[CaseLink]
    sections: list[CaseSection]
    links: list[CaseLink]


def load_brief(user: Staff, enrolment: Enrolment, today: date) -> CaseBrief:
    """The brief of an enrolment that the user sees, after `carried.attach`."""
    notices: list[CaseNotice] = []
    facts: list[CasePart] = []
    forms: list[CaseLink] = []
    links: list[CaseLink] = []
    for feature in FEATURES:
        if feature.notices is not None:
            notices += feature.notices(user, enrolment, today)
        facts += feature.facts
        forms += [form for form in feature.forms if form.permitted(user, enrolment)]
        links += [link for link in feature.links if link.permitted(user, enrolment)]
    return CaseBrief(
        notices=notices,
        oddities=find_oddities(user, enrolment, today),
        facts=_load_parts(facts, user, enrolment, today),
        forms=forms,
        sections=list_sections(user, enrolment),
        links=links,
    )


def _load_parts(
    parts: list[CasePart], user: Staff, enrolment: Enrolment, today: date
) -> list[LoadedPart]:
    loaded = []
    for part in parts:
        if part.permitted(user, enrolment):
            loaded.append(LoadedPart(part.template, part.data(user, enrolment, today)))
    return loaded


def find_oddities(user: Staff, enrolment: Enrolment, today: date) -> list[str]:
    """What every feature's quality checks say about the case, to those who can mend it."""
    sentences: list[str] = []
    if not can_edit_enrolment(user, enrolment):
        return sentences
    for feature in FEATURES:
        for check in feature.quality:
            sentences += check.find(enrolment, today)
    return sentences


def list_sections(user: Staff, enrolment: Enrolment) -> list[CaseSection]:
    """The sections that the user may open."""
    sections: list[CaseSection] = []
    for feature in FEATURES:
        sections += [part for part in feature.sections if part.permitted(user, enrolment)]
    return sections


def find_section(slug: str) -> CaseSection | None:
    for feature in FEATURES:
        for section in feature.sections:
            if section.slug == slug:
                return section
    return None
