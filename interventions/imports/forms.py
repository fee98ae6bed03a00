"""The form for a file to import."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from mia.forms.base import PlainForm

KINDS = [("participants", "Deltagare och inskrivningar"), ("contacts", "Kontakter")]
ENDINGS = (".csv", ".txt", ".xlsx")


class ImportForm(PlainForm):
    """What the file holds, and the file. What is in it is judged when it is read."""

    kind = forms.ChoiceField(label="Vad finns i filen?", choices=KINDS, widget=forms.RadioSelect)
    file = forms.FileField(
        label="Fil",
        help_text="CSV (UTF-8) eller XLSX med en rubrikrad.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={
            "required": "Välj en fil.",
            "empty": "Filen är tom.",
            "missing": "Välj en fil.",
        },
    )

    def action_data(self) -> dict[str, object]:
        return {"upload": self.cleaned_data["file"], "content": self.cleaned_data["kind"]}

    def clean_file(self) -> UploadedFile:
        file: Any = self.cleaned_data["file"]
        if not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(
                "Filen ska vara CSV eller XLSX. Spara om den i kalkylprogrammet."
            )
        if file.size > settings.IMPORT_MAX_BYTES:
            most = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            raise forms.ValidationError(
                f"Filen är för stor. Den får vara högst {most} MB. Dela upp den."
            )
        return file
