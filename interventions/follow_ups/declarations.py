"""What follow-ups add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst

from interventions.follow_ups import access, queries
from interventions.follow_ups.demo import demo_rows
from interventions.follow_ups.enums import AFTER_EXIT
from interventions.follow_ups.models import FollowUp
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import (
    CarriedRows,
    CaseNotice,
    CaseSection,
    ClosingPart,
    ExtractRow,
    ExtractSection,
    Feature,
    Queue,
    TimelineEntry,
    TimelineSource,
)


def case_notices(user: Staff, enrolment: Enrolment, today: date) -> list[CaseNotice]:
    """The follow-ups that are due, with a link to the form for those who may answer."""
    if not access.can_follow_up(user, enrolment):
        return []
    notices = []
    for row in queries.list_follow_ups(enrolment, today):
        if row.is_open:
            url = f"{enrolment.get_absolute_url()}{row.path}"
            title = f"Dags att följa upp: {row.title}."
            notices.append(CaseNotice(title, tone="warn", url=url, label="Svara"))
    return notices


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """Every follow-up: answered, due, and those to come."""
    rows = queries.list_follow_ups(enrolment, today)
    may_answer = access.can_follow_up(user, enrolment)
    return {"follow_ups": rows, "may_answer": may_answer, "today": today}


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    entries = []
    for row in enrolment.follow_ups.all():
        text = f"{capfirst(str(row))}: {row.get_answer_display()}"
        entries.append(TimelineEntry(row.followed_on, text))
    return entries


def next_steps(enrolment: Enrolment) -> list[str]:
    """The days of the follow-ups that a closing books."""
    if not queries.is_followed(enrolment) or enrolment.ended_on is None:
        return []
    days = [f"{occasion.due_on(enrolment.ended_on):%Y-%m-%d}" for occasion in AFTER_EXIT]
    return [f"Uppföljning är bokad till {' och '.join(days)}."]


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    follow_ups = enrolment.follow_ups.select_related("spell")
    for row in follow_ups.order_by("followed_on", "pk"):
        value = f"{row.get_answer_display()}, {row.followed_on}"
        if row.spell is not None:
            value += f", {row.spell}"
        if row.is_improved is not None:
            value += ", bättre läge" if row.is_improved else ", inte bättre läge"
        rows.append(ExtractRow(capfirst(str(row)), value))
    return rows


FEATURE = Feature(
    urls="interventions.follow_ups.urls",
    carried=CarriedRows("follow_ups", FollowUp, ("followed_on", "pk")),
    notices=case_notices,
    sections=(
        CaseSection(
            slug="uppfoljning",
            title="Uppföljning",
            template="interventions/follow_ups/case_section.html",
            data=case_section,
        ),
    ),
    timeline=(TimelineSource(timeline_entries),),
    queues=(
        Queue(
            "uppfoljning",
            "Uppföljning efter avslut",
            queries.exit_follow_up_due,
            includes_closed=True,
        ),
        Queue(
            "kvar",
            "Följ upp arbete och studier",
            queries.spell_follow_up_due,
            includes_closed=True,
        ),
    ),
    closing=ClosingPart(next_steps=next_steps),
    extract=(ExtractSection("Uppföljningar", extract_rows),),
    retention=(FollowUp,),
    demo=demo_rows,
)
