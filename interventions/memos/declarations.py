"""What memos add to the pages that show many features."""

from datetime import date

from interventions.memos import access, queries
from interventions.memos.demo import demo_rows
from interventions.memos.models import Memo
from mia.organisation.staff.models import Staff
from participants.agendas import Agenda, AgendaItem
from participants.enrolments.models import Enrolment
from participants.seams import CaseLink, ExtractRow, ExtractSection, Feature


def list_agenda(user: Staff, today: date) -> list[AgendaItem]:
    items = []
    for memo in queries.list_due(user, today):
        may_change = access.can_write_memo(user, memo.enrolment)
        path = f"/minneslappar/{memo.pk}/" if may_change else ""
        item = AgendaItem(
            enrolment=memo.enrolment_id,
            participant=str(memo.enrolment.participant),
            is_protected=memo.is_protected,
            text=memo.text,
            when=f"{memo.due_on}",
            url=f"/deltagare/{memo.enrolment_id}/",
            done_path=path and f"{path}klar/",
            snooze_path=path and f"{path}skjut-upp/",
        )
        items.append(item)
    return items


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for memo, author in queries.list_for_extract(user, enrolment):
        label = f"{memo.due_on}, {author}"
        if memo.done_on is not None:
            label += f", klar {memo.done_on}"
        rows.append(ExtractRow(label, memo.text, is_free_text=True))
    return rows


FEATURE = Feature(
    urls="interventions.memos.urls",
    links=(CaseLink("Minneslappar", "minneslappar/", access.can_write_memo),),
    agendas=(Agenda("minneslappar", "Minneslappar", list_agenda),),
    extract=(ExtractSection("Minneslappar", extract_rows),),
    retention=(Memo,),
    demo=demo_rows,
)
