"""What the addresses of the permission matrix name (tests/test_matrix.py): rows, and their keys."""

from datetime import date

from interventions.bookings.models import Booking
from interventions.boston.models import GoalNeed, Readiness, RehabilitationGoal
from interventions.case_documents.models import CaseDocument
from interventions.contacts.models import Contact
from interventions.employment.models import Spell
from interventions.fidelity.models import FidelityBand, FidelityReview
from interventions.groups.models import GroupMember, GroupOccasion
from interventions.job_search.models import EmployerContact, JobApplication
from interventions.letters.models import Letter, LetterTemplate
from interventions.life_areas.models import AreaRecord
from interventions.memos.models import Memo
from interventions.methods.models import MethodWork, PhaseChange
from interventions.placements.models import HoursStep, Placement
from interventions.planning.models import Goal, Step
from interventions.questions.models import ContactQuestion
from interventions.removals.models import ContactRemoval
from interventions.transitions.models import Transition
from mia.organisation.memberships.models import Membership
from participants.assignments.models import Assignment
from participants.consents.models import Consent
from participants.contact_details.models import RelatedPerson
from participants.inquiries.models import Inquiry
from tests.factories import (
    AgreementFactory,
    AgreementFollowUpFactory,
    DeclineReasonFactory,
    DisposalFactory,
    EmergencyOpeningFactory,
    FactorResetFactory,
    FidelityReviewFactory,
    HostFactory,
    InquiryFactory,
    JobFactory,
    PauseFactory,
    PersonMergeFactory,
    ReferralFactory,
    ReferralStepFactory,
    SavedViewFactory,
    WaitingEnrolmentFactory,
)
from tests.interventions.handovers.keys import STAFFING, keys_of_staffing
from tests.interventions.imports.uploaded import checked_upload
from tests.permission_rows import CASES, MISSING
from tests.permissions import NESTED, OF_A_CASE, OF_FOLLOWED, URL_ENDS

# Rows of a case, of which the first is named.
TABLES = {
    "area_record": AreaRecord,
    "assignment": Assignment,
    "booking": Booking,
    "case_document": CaseDocument,
    "consent": Consent,
    "contact": Contact,
    "employer_contact": EmployerContact,
    "job_application": JobApplication,
    "goal": Goal,
    "goal_need": GoalNeed,
    "readiness": Readiness,
    "rehabilitation_goal": RehabilitationGoal,
    "inquiry": Inquiry,
    "letter": Letter,
    "memo": Memo,
    "question": ContactQuestion,
    "member": GroupMember,
    "method": MethodWork,
    "phase_change": PhaseChange,
    "related_person": RelatedPerson,
    "removal": ContactRemoval,
    "spell": Spell,
    "placement": Placement,
    "hours_step": HoursStep,
    "step": Step,
    "transition": Transition,
}


def keys(world, of: str) -> dict[str, list]:
    """Per case, the URL's arguments. Pages that are nobody's case have one row, "own"."""
    person = {name: getattr(world, name) for name in CASES[:-1]}
    if of in PREPARE:
        PREPARE[of](person.values())
    if of in WORDS:
        return keys_of_spells(person, WORDS[of])
    if of in ("twins", "merged"):
        return keys_of_merge(person, of)
    if of in OF_A_CASE:
        extra = URL_ENDS.get(of, [])
        return {name: [e.pk, *extra] for name, e in person.items()} | {"missing": [MISSING, *extra]}
    if of in TABLES:
        return keys_of_rows(person, of)
    if of in STAFFING:
        return keys_of_staffing(world, of)
    if of in ("closed", "opening", "reset", "referral", "declined"):
        return keys_of_protection(world, of)
    if of == "saved_view":
        return {"own": [SavedViewFactory(staff=world.anna).pk]}
    if of in OF_FOLLOWED:
        return {"own": ["OS", world.bo.pk if of == "delprojekt_worker" else "utan-kontakt"]}
    return keys_of_pages(world, of)


def keys_of_rows(person, of: str) -> dict[str, list]:
    """The first row of each case, after its enrolment where the address has both."""
    arguments = {"missing": [MISSING]}
    if of in NESTED:
        arguments = {"missing": [MISSING, MISSING]}
    for name, enrolment in person.items():
        row = TABLES[of].objects.filter(enrolment=enrolment).first()
        arguments[name] = [row.pk]
        if of in NESTED:
            arguments[name] = [row.enrolment_id, row.pk]
    return arguments


def keys_of_pages(world, of: str) -> dict[str, list]:
    """Pages that are of no case."""
    if of in ("group", "occasion"):
        occasion = GroupOccasion.objects.get(delprojekt=world.os)
        return {"own": [occasion.group_id if of == "group" else occasion.pk], "missing": [MISSING]}
    if of == "fidelity_review":
        row = FidelityReview.objects.filter(delprojekt=world.os).first()
        row = row or FidelityReviewFactory(delprojekt=world.os)
        return {"own": [row.pk], "missing": [MISSING]}
    if of == "order":
        return {"own": [JobFactory(owner=world.coordinator).pk], "missing": [MISSING]}
    if of == "waiting":
        return {"own": [WaitingEnrolmentFactory(delprojekt=world.os).pk]}
    if of == "upload":
        return {"own": [checked_upload(world.coordinator)]}
    if of in ("host", "agreement", "agreement_follow_up"):
        return keys_of_hosts(world, of)
    if of in ("disposal", "protocol"):
        form = ["csv"] if of == "protocol" else []
        return {"own": [DisposalFactory(proposed_by=world.coordinator).pk, *form]}
    if of == "ended_person":
        end_cases([world.own])
        return {"own": [world.own.participant_id]}
    return {"own": keys_of_no_row(world)[of]}


def keys_of_no_row(world) -> dict[str, list]:
    """Pages that the world's own rows, words and codes name."""
    return {
        "": [],
        "delprojekt": ["OS"],
        "report": ["malbild"],
        "staff": [world.bo.pk],
        "person": [world.own.participant_id],
        "month_alone": ["2021-03"],
        "letter_template": ["mallar", LetterTemplate.objects.first().pk],
        "letter_templates": ["mallar"],
        "topics": ["amnen"],
        "topic": ["amnen", "BOENDE"],
        "fidelity_scale": ["OS", "IPS_SKALA"],
        "fidelity_measure": ["OS", "IPS_SKALA", 1],
        "fidelity_list": ["nivaer"],
        "fidelity_band": ["nivaer", FidelityBand.objects.first().pk],
        "phases": ["faser"],
        "phase": ["faser", "CM_KONTAKT"],
        "life_areas": ["livsomraden"],
        "life_area": ["livsomraden", "BOENDE"],
        "list": ["delprojekt"],
        "membership": [Membership.objects.get(staff=world.bo).pk],
        "row": ["delprojekt", str(world.os.pk)],
        "codes": ["remitterande"],
        "code": ["remitterande", "FK"],
        "run": ["esf-deltagare", MISSING],
    }


def keys_of_hosts(world, of: str) -> dict[str, list]:
    """A host, an agreement of the delprojekt with one, or a follow-up of it."""
    if of == "host":
        row = HostFactory()
    elif of == "agreement":
        row = AgreementFactory(delprojekt=world.os)
    else:
        row = AgreementFollowUpFactory(agreement=AgreementFactory(delprojekt=world.os))
    return {"own": [row.pk], "missing": [MISSING]}


def keys_of_protection(world, of: str) -> dict[str, list]:
    """A protected case to be opened in an emergency, such an opening, or the reset of a factor."""
    if of in ("referral", "declined"):
        return keys_of_referral(world, of)
    if of == "closed":
        return {"own": [world.protected.pk], "missing": [MISSING]}
    if of == "opening":
        opening = EmergencyOpeningFactory(enrolment=world.protected, staff=world.bo)
        return {"own": [opening.pk], "missing": [MISSING]}
    return {"own": [FactorResetFactory().pk]}


def keys_of_referral(world, of: str) -> dict[str, list]:
    """A referral to the delprojekt of Anna, open or declined."""
    referral = ReferralFactory(delprojekt=world.os)
    if of == "declined":
        reason = DeclineReasonFactory()
        ReferralStepFactory(referral=referral, state="AVBOJD", decline_reason=reason)
    return {"own": [referral.pk], "missing": [MISSING]}


def keys_of_merge(enrolments, of: str) -> dict[str, list]:
    """Two enrolments of one person, or an enrolment with a merge into its person."""
    arguments = {"missing": [MISSING, MISSING]}
    for name, enrolment in enrolments.items():
        second = enrolment
        if of == "merged":
            second = PersonMergeFactory(kept=enrolment.participant)
        arguments[name] = [enrolment.pk, second.pk]
    return arguments


def pause_every(enrolments) -> None:
    for enrolment in enrolments:
        PauseFactory(enrolment=enrolment)


def ask_about_every(enrolments) -> None:
    for enrolment in enrolments:
        if not enrolment.inquiries.exists():
            InquiryFactory(enrolment=enrolment)


def end_cases(enrolments) -> None:
    """Follow-ups are of the exit."""
    for enrolment in enrolments:
        enrolment.ended_on, enrolment.exit_reason_id = date(2021, 6, 30), "FLYTT"
        enrolment.save()


def keys_of_spells(person, word: str) -> dict[str, list]:
    spells = {name: enrolment.spells.first() for name, enrolment in person.items()}
    arguments = {name: [row.enrolment_id, word, row.pk] for name, row in spells.items()}
    return arguments | {"missing": [MISSING, word, MISSING]}


# The word between the case and one of its spells in an address.
WORDS = {"spell_followed": "1M", "mistake": "period"}
# What is done to the cases before their pages are asked for.
PREPARE = {"followed": end_cases, "paused": pause_every, "inquiry": ask_about_every}
