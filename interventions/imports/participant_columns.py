"""The columns of the file of participants (docs/formats.md §3)."""

from psycopg.types.json import Jsonb

from interventions.imports.columns import FileColumn, unread_cell
from interventions.imports.lookups import ValidCodes
from interventions.methods.enums import Method
from mia.core.cells import code, codes, day, extents, plain_text, text, whole, yes_no
from participants.enrolments.enums import Answer, Education, LabourStatus, Work
from participants.people.enums import IdentityKind, Protection

PERCENT = whole(0, 100)
MONTHS = whole(0, 600)
NO_EXTENT = Jsonb({})  # of any source of income


def participant_columns(valid: ValidCodes) -> list[FileColumn]:
    """In the order of docs/formats.md §3."""
    return [
        FileColumn("delprojekt", text(20), required=True),
        FileColumn("personnummer", unread_cell, required=True),
        FileColumn("identitetstyp", code(IdentityKind.values)),
        FileColumn("fornamn", plain_text(100), required=True),
        FileColumn("efternamn", plain_text(100), required=True),
        FileColumn("skydd", code(Protection.values)),
        FileColumn("kommun", code(valid.municipalities), "municipality_id"),
        FileColumn("stadsdel", plain_text(60), "district", empty=""),
        FileColumn("remitterande", code(valid.referrers), "referrer_id"),
        FileColumn("remissdatum", day, "referred_on"),
        FileColumn("startdatum", day, "started_on", required=True),
        FileColumn("metoder", codes(Method.values)),
        FileColumn("handledare", text(60)),
        FileColumn("samtycke_sus", day),
        *_facts_before(valid),
        *_facts_after(valid),
        FileColumn("projekt", code(valid.projects), "project_id"),
    ]


def _facts_before(valid: ValidCodes) -> list[FileColumn]:
    answer = code(Answer.values)
    not_asked = Answer.NOT_ASKED.value
    return [
        FileColumn("arbetsmarknadsstatus", code(LabourStatus.values), "labour_status"),
        FileColumn("arbetslos_sedan", day, "unemployed_since"),
        FileColumn("i_utbildning", yes_no, "in_education"),
        FileColumn("utbildning", code(Education.values), "education"),
        FileColumn("forsorjning_fore", codes(valid.incomes), "income_before", empty=[]),
        FileColumn("forsorjning_fore_procent", extents, "income_before_percent", empty=NO_EXTENT),
        FileColumn("forsorjning_manader", MONTHS, "income_months"),
        FileColumn("arbete_fore", code(Work.values), "work_before"),
        FileColumn("arbete_fore_procent", PERCENT, "work_before_percent"),
        FileColumn("studier_fore_procent", PERCENT, "study_before_percent"),
        FileColumn("aldrig_arbetat", yes_no, "has_never_worked"),
        FileColumn("manader_sedan_arbete", MONTHS, "months_since_work"),
        FileColumn("arbetssokande_fore", yes_no, "seeking_before"),
        FileColumn("funktionsnedsattning", answer, "disability", empty=not_asked),
        FileColumn("utlandsk_bakgrund", answer, "foreign_background", empty=not_asked),
        FileColumn("nyanland", answer, "newly_arrived", empty=not_asked),
        FileColumn("hemlos", answer, "homeless", empty=not_asked),
    ]


def _facts_after(valid: ValidCodes) -> list[FileColumn]:
    return [
        FileColumn("slutdatum", day, "ended_on"),
        FileColumn("avslutsanledning", code(valid.exits), "exit_reason_id"),
        FileColumn("forsorjning_efter", codes(valid.incomes), "income_after", empty=[]),
        FileColumn("forsorjning_efter_procent", extents, "income_after_percent", empty=NO_EXTENT),
        FileColumn("arbete_efter", code(Work.values), "work_after"),
        FileColumn("arbete_efter_procent", PERCENT, "work_after_percent"),
        FileColumn("studier_efter_procent", PERCENT, "study_after_percent"),
        FileColumn("arbetssokande_efter", yes_no, "seeking_after"),
        FileColumn("inskriven_af_efter", yes_no, "registered_after"),
        FileColumn("redo_for_arbetstraning", yes_no, "ready_for_training"),
        FileColumn("laget_efter_gallde", day, "exit_facts_on"),
        FileColumn("forstarkt_samarbete_fran", day, "enhanced_from"),
        FileColumn("forstarkt_samarbete_till", day, "enhanced_to"),
    ]
