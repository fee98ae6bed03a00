"""The form that keeps a document with a case."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile

from interventions.case_documents.actions import GONE, TOO_LARGE
from interventions.case_documents.enums import MOST_BYTES
from interventions.case_documents.models import TITLE_LENGTH
from interventions.case_documents.queries import DocumentRow
from mia.core.uuid7 import uuid7
from mia.forms.base import PlainForm

NEW = ("", "Nej, ett nytt dokument")


class KeepForm(PlainForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    title = forms.CharField(
        label="Rubrik", max_length=TITLE_LENGTH, help_text="Till exempel: Läkarintyg till mars."
    )
    document = forms.ChoiceField(
        label="Är det en ny version?", required=False, error_messages={"invalid_choice": GONE}
    )
    file = forms.FileField(
        label="Fil",
        help_text="PDF, JPEG, PNG eller Word, högst 2 MB. Filens namn sparas inte.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx"}),
        error_messages={
            "required": "Välj en fil.",
            "empty": "Filen är tom.",
            "missing": "Välj en fil.",
        },
    )

    def __init__(self, *args: Any, rows: Sequence[DocumentRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [NEW]
        for row in rows:
            choices.append((str(row.newest.document), f"Av {row.newest.title}"))
        document: Any = self.fields["document"]
        document.choices = choices

    def clean_file(self) -> UploadedFile:
        file: Any = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def action_data(self) -> dict[str, object]:
        document = None
        if self.cleaned_data["document"]:
            document = UUID(self.cleaned_data["document"])
        content = self.cleaned_data["file"].read()
        kept = {name: self.cleaned_data[name] for name in ("key", "title")}
        return kept | {"document": document, "content": content}
