"""The lines of the timeline, in one piece: fifty of them cost a template three times as much."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interventions.timeline import Entry

register = template.Library()

_EVENT = '\n<li class="event"><span class="day">{}</span> <span>{}</span></li>'
_CONTACT = """
<li class="contact" id="kontakt-{}">
  <span class="day">{}</span>
  <div>
    <p class="what"><a href="{}">{}</a>{}</p>
    <p class="muted">{}</p>{}
  </div>
</li>"""
_TAG = ' <span class="tag tag-{}">{}</span>'
_NOTE = '\n    <div class="note"><p>{}</p></div>'
_REST = '\n    <p><a href="{}">Läs hela anteckningen</a></p>'


@register.simple_tag
def timeline_lines(entries: Iterable[Entry]) -> SafeString:
    """Contacts with their notes, and events. A long note is cut; its page has all of it."""
    return format_html_join("", "{}", ((_line(entry),) for entry in entries))


def _line(entry: Entry) -> SafeString:
    if not entry.url:
        return format_html(_EVENT, entry.day, entry.text)
    tags = format_html_join("", _TAG, entry.tags)
    note = format_html(_NOTE, entry.note) if entry.note else ""
    rest = format_html(_REST, entry.url) if entry.is_cut else ""
    return format_html(
        _CONTACT, entry.key, entry.day, entry.url, entry.text, tags, entry.detail, format_html("{}{}", note, rest)
    )
