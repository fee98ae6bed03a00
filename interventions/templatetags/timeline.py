"""The lines of the timeline, in one piece: fifty of them cost a template three times as much."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interventions.cases.timeline import Entry

register = template.Library()

_EVENT = """
<li class="event"><span class="day">{}</span> <span>{}</span></li>"""
_CONTACT = """
<li class="contact" id="kontakt-{0}">
  <span class="day">{1}</span>
  <div>
    <p class="what"><a href="/kontakter/{0}/">{2}</a>{3}</p>
    <p class="muted">{4}</p>
  </div>
</li>"""
_WITH_NOTE = _CONTACT.replace("  </div>", '    <div class="note"><p>{5}</p></div>\n  </div>')
_WITH_CUT_NOTE = _WITH_NOTE.replace(
    "\n  </div>", '\n    <p><a href="/kontakter/{0}/">Läs hela anteckningen</a></p>\n  </div>'
)
_TAG = ' <span class="tag tag-{}">{}</span>'
_NO_TAGS = SafeString("")


@register.simple_tag
def timeline_lines(entries: Iterable[Entry]) -> SafeString:
    """Contacts with their notes, and events. A long note is cut; its page has all of it."""
    lines = [_line(entry) for entry in entries]
    return format_html("{}" * len(lines), *lines)


def _line(entry: Entry) -> SafeString:
    if not entry.key:
        return format_html(_EVENT, entry.on, entry.text)
    tags = format_html_join("", _TAG, entry.tags) if entry.tags else _NO_TAGS
    shape = _WITH_CUT_NOTE if entry.is_cut else _WITH_NOTE if entry.note else _CONTACT
    return format_html(shape, entry.key, entry.on, entry.text, tags, entry.detail, entry.note)
