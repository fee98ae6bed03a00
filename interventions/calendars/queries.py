"""What a calendar outside MIA is told: times and neutral words, read without a log-in."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from django.db import connection
from django.utils import timezone
from icalendar import Calendar, Event

from interventions.calendars.models import CalendarFeed
from interventions.contacts.enums import Channel
from mia.core import sql
from mia.organisation.staff.models import Staff

# Neutral words: neither who, where nor what about. What is not here is a meeting.
TITLES = {Channel.PHONE: "Telefonsamtal", Channel.DIGITAL: "Digitalt möte"}
MEETING = "Möte"


class FeedMeeting(NamedTuple):
    """A booked meeting, as the function app.calendar_meetings returns it."""

    booking: UUID
    held_on: date
    starts_at: time
    minutes: int
    channel: str


def digest_of(secret: str) -> str:
    """Return what the database holds of a secret. It is drawn at random: a plain hash will do."""
    return hashlib.sha256(secret.encode()).hexdigest()


def has_feed(user: Staff) -> bool:
    return CalendarFeed.objects.filter(staff=user).exists()


def find_owner(digest: str) -> int | None:
    """Return the key of the member of staff whose calendar it is; None when it leads nowhere."""
    with connection.cursor() as cursor:
        cursor.execute(sql.load("interventions.calendars", "feed_owner.sql"), [digest])
        owner: int | None = cursor.fetchone()[0]
    return owner


def list_meetings(digest: str) -> list[FeedMeeting]:
    """Return the meetings of the calendar's owner, protected persons' left out."""
    with connection.cursor() as cursor:
        cursor.execute(sql.load("interventions.calendars", "feed_meetings.sql"), [digest])
        return [FeedMeeting(*row) for row in cursor.fetchall()]


def render_calendar(meetings: list[FeedMeeting], now: datetime) -> bytes:
    """Return the calendar as iCalendar (RFC 5545), in UTC."""
    calendar = Calendar()
    calendar.add("prodid", "-//MIA//Kalender//SV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "MIA")
    for meeting in meetings:
        starts_at = datetime.combine(meeting.held_on, meeting.starts_at)
        starts = timezone.make_aware(starts_at).astimezone(UTC)
        event = Event()
        event.add("uid", f"{uuid5(meeting.booking, 'kalender')}@mia")
        event.add("summary", title_of(meeting.channel))
        event.add("dtstamp", now)
        event.add("dtstart", starts)
        event.add("dtend", starts + timedelta(minutes=meeting.minutes))
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return calendar.to_ical()


def title_of(channel: str) -> str:
    return TITLES.get(Channel(channel), MEETING)
