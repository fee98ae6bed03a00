"""The form for a file: its format, and the key of the order that it may become."""

from typing import Any

from django import forms

from mia.core.uuid7 import uuid7
from reporting.exports.declaration import Export

FORMATS = {"csv": "CSV", "xlsx": "Excel (XLSX)"}


class FileForm(forms.Form):
    """`key` is the key of the order, if the file turns out to be large: a double click makes one
    order.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7, required=False)
    format = forms.ChoiceField(
        label="Filformat",
        widget=forms.RadioSelect,
        choices=list(FORMATS.items()),
        error_messages={"required": "Välj filformat."},
    )

    def __init__(self, data: Any = None, *, export: Export) -> None:
        super().__init__(data, initial={"format": export.formats[0]}, auto_id="id_file_%s")
        field = self.fields["format"]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(field)
        field.choices = [(extension, FORMATS[extension]) for extension in export.formats]
