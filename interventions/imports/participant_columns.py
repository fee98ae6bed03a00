"""The columns of the file of participants (docs/formats.md §3)."""

from interventions.imports.columns import FileColumn, unread_cell
from interventions.imports.lookups import ValidCodes
from interventions.methods.enums import Method
from mia.core import cells
from participants.enrolments.enums import Answer, Education, LabourStatus, Work
from participants.people.enums import IdentityKind, Protection

PERCENT = cells.whole(0, 100)


def participant_columns(codes: ValidCodes) -> list[FileColumn]:
    """In the order of docs/formats.md §3."""
    return [
        FileColumn("delprojekt", cells.text(20), required=True),
        FileColumn("personnummer", unread_cell, required=True),
        FileColumn("identitetstyp", cells.code(IdentityKind.values)),
        FileColumn("fornamn", cells.text(100), required=True),
        FileColumn("efternamn", cells.text(100), required=True),
        FileColumn("skydd", cells.code(Protection.values)),
        FileColumn("kommun", cells.code(codes.municipalities), "municipality_id"),
        FileColumn("stadsdel", cells.text(60), "district", empty=""),
        FileColumn("remitterande", cells.code(codes.referrers), "referrer_id"),
        FileColumn("remissdatum", cells.day, "referred_on"),
        FileColumn("startdatum", cells.day, "started_on", required=True),
        FileColumn("metoder", cells.codes(Method.values)),
        FileColumn("handledare", cells.text(60)),
        FileColumn("samtycke_sus", cells.day),
        *_facts_before(codes),
        *_facts_after(codes),
        FileColumn("projekt", cells.code(codes.projects), "project_id"),
    ]


def _facts_before(codes: ValidCodes) -> list[FileColumn]:
    answer = cells.code(Answer.values)
    not_asked = Answer.NOT_ASKED.value
    return [
        FileColumn("arbetsmarknadsstatus", cells.code(LabourStatus.values), "labour_status"),
        FileColumn("arbetslos_sedan", cells.day, "unemployed_since"),
        FileColumn("i_utbildning", cells.yes_no, "in_education"),
        FileColumn("utbildning", cells.code(Education.values), "education"),
        FileColumn("forsorjning_fore", cells.codes(codes.incomes), "income_before", empty=[]),
        FileColumn("forsorjning_manader", cells.whole(0, 600), "income_months"),
        FileColumn("arbete_fore", cells.code(Work.values), "work_before"),
        FileColumn("arbete_fore_procent", PERCENT, "work_before_percent"),
        FileColumn("studier_fore_procent", PERCENT, "study_before_percent"),
        FileColumn("arbetssokande_fore", cells.yes_no, "seeking_before"),
        FileColumn("funktionsnedsattning", answer, "disability", empty=not_asked),
        FileColumn("utlandsk_bakgrund", answer, "foreign_background", empty=not_asked),
        FileColumn("hemlos", answer, "homeless", empty=not_asked),
    ]


def _facts_after(codes: ValidCodes) -> list[FileColumn]:
    return [
        FileColumn("slutdatum", cells.day, "ended_on"),
        FileColumn("avslutsanledning", cells.code(codes.exits), "exit_reason_id"),
        FileColumn("forsorjning_efter", cells.codes(codes.incomes), "income_after", empty=[]),
        FileColumn("arbete_efter", cells.code(Work.values), "work_after"),
        FileColumn("arbete_efter_procent", PERCENT, "work_after_percent"),
        FileColumn("studier_efter_procent", PERCENT, "study_after_percent"),
        FileColumn("arbetssokande_efter", cells.yes_no, "seeking_after"),
        FileColumn("inskriven_af_efter", cells.yes_no, "registered_after"),
        FileColumn("forstarkt_samarbete_fran", cells.day, "enhanced_from"),
        FileColumn("forstarkt_samarbete_till", cells.day, "enhanced_to"),
    ]
