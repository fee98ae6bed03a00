"""What a browser sends of a form that is being filled in."""

import json

from django import forms
from django.core.exceptions import ValidationError

from mia.forms.base import PlainForm
from mia.organisation.drafts.models import TITLE_LENGTH

LONGEST = 100_000  # characters of JSON; the longest note is a tenth of it
INVALID = "Utkastet går inte att läsa."


class DraftForm(PlainForm):
    """The page of the form, its content as JSON, and the draft that it replaces, if any."""

    # No host name: after a log-in one is led to the page
    path = forms.RegexField(r"^/(?:[\w-]+/)*\Z", max_length=300)
    content = forms.CharField(max_length=LONGEST, strip=False)
    title = forms.CharField(required=False, empty_value=None)
    draft = forms.UUIDField(required=False)
    version = forms.IntegerField(required=False, min_value=1)

    def clean_title(self) -> str | None:
        """The title as it fits: a long one is no reason to lose what is typed."""
        title: str | None = self.cleaned_data["title"]
        return title and title[:TITLE_LENGTH]

    def clean_content(self) -> str:
        """The JSON as it came. Raises ValidationError unless it maps names to lists of texts."""
        content: str = self.cleaned_data["content"]
        try:
            values = json.loads(content)
        except ValueError:
            raise ValidationError(INVALID) from None
        if not isinstance(values, dict):
            raise ValidationError(INVALID)
        for texts in values.values():
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                raise ValidationError(INVALID)
        return content


class DiscardForm(PlainForm):
    """The draft that its author does not want."""

    draft = forms.UUIDField()
