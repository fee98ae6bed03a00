"""What questions about contacts add to the pages that show many features."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone

from interventions.questions import access, queries
from interventions.questions.demo import demo_rows
from interventions.questions.models import ContactQuestion
from mia.organisation.staff.models import Staff
from participants.agendas import Agenda, AgendaItem
from participants.enrolments.models import Enrolment
from participants.seams import ExtractRow, ExtractSection, Feature


def list_agenda(user: Staff, today: date) -> list[AgendaItem]:
    """The questions that wait for the user's answer, and the answers to the user's own."""
    midnight = timezone.make_aware(datetime.combine(today, time()))
    items = []
    for question in queries.list_waiting(user, midnight):
        if question.answered_at is None and not access.can_ask(user, question.enrolment):
            items.append(agenda_item(question, f"Fråga från {question.asked_by}"))
        elif question.answered_at is None:
            path = f"/fragor/{question.pk}/svara/"
            items.append(agenda_item(question, f"Fråga från {question.asked_by}", path))
        else:
            items.append(agenda_item(question, f"Svar från {question.answered_by}"))
    return items


def agenda_item(question: ContactQuestion, text: str, answer_path: str = "") -> AgendaItem:
    asked_at = timezone.localtime(question.asked_at)
    return AgendaItem(
        enrolment=question.enrolment_id,
        participant=str(question.enrolment.participant),
        is_protected=question.is_protected,
        text=text,
        when=f"{asked_at:%Y-%m-%d}",
        url=f"/kontakter/{question.contact_id}/fragor/",
        done_path=answer_path,
        done_label="Svara",
        asks_first=bool(answer_path),
    )


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows: list[ExtractRow] = []
    questions = ContactQuestion.objects.visible_in(user, enrolment)
    related = questions.select_related("asked_by", "answered_by")
    for question in related.order_by("asked_at", "pk"):
        rows += rows_of_question(question)
    return rows


def rows_of_question(question: ContactQuestion) -> Iterable[ExtractRow]:
    asked_at = timezone.localtime(question.asked_at)
    label = f"Fråga {asked_at:%Y-%m-%d} av {question.asked_by}"
    yield ExtractRow(label, question.text, is_free_text=True)
    if question.answer or question.answered_at or question.answered_by:
        yield ExtractRow(_answer_label(question), question.answer or "", is_free_text=True)


def _answer_label(question: ContactQuestion) -> str:
    """For example "Svar 2021-03-02 av Anna Provsson"."""
    label = "Svar"
    if question.answered_at is not None:
        answered_at = timezone.localtime(question.answered_at)
        label += f" {answered_at:%Y-%m-%d}"
    if question.answered_by is not None:
        label += f" av {question.answered_by}"
    return label


FEATURE = Feature(
    urls="interventions.questions.urls",
    agendas=(Agenda("fragor", "Frågor och svar", list_agenda),),
    extract=(ExtractSection("Frågor om kontakter", extract_rows),),
    retention=(ContactQuestion,),
    demo=demo_rows,
)
