"""The lines of the timeline, in one piece: fifty of them cost a template three times as much."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interventions.timeline import Entry

register = template.Library()

_EVENT = """
<li class="event"><span class="day">{}</span> <span>{}</span></li>"""
_CONTACT = """
<li class="contact" id="kontakt-{0}">
  <span class="day">{1}</span>
  <div>
    <p class="what"><a href="/kontakter/{0}/">{2}</a>{3}</p>
    <p class="muted">{4}</p>{5}
  </div>
</li>"""
_TAG = ' <span class="tag tag-{}">{}</span>'
_NOTE = """
    <div class="note"><p>{}</p></div>"""
_CUT = (
    _NOTE
    + """
    <p><a href="/kontakter/{}/">Läs hela anteckningen</a></p>"""
)
_NOTHING = SafeString("")


@register.simple_tag
def timeline_lines(entries: Iterable[Entry]) -> SafeString:
    """Contacts with their notes, and events. A long note is cut; its page has all of it."""
    lines = [_line(entry) for entry in entries]
    return format_html("{}" * len(lines), *lines)


def _line(entry: Entry) -> SafeString:
    if not entry.key:
        return format_html(_EVENT, entry.on, entry.text)
    tags = format_html_join("", _TAG, entry.tags) if entry.tags else _NOTHING
    note = format_html(_CUT if entry.is_cut else _NOTE, entry.note, entry.key) if entry.note else _NOTHING
    return format_html(_CONTACT, entry.key, entry.on, entry.text, tags, entry.detail, note)
