"""Forms of the search for work: the profile, a contact with an employer, an application."""

from datetime import date
from typing import Any

from django import forms

from interventions.job_search.models import (
    PROFILE_TEXTS,
    TEXT_LENGTH,
    EmployerContact,
    JobApplication,
    VocationalProfile,
)
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, version_field

IN_THE_FUTURE = "Dagen ligger i framtiden."


def text_area(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=TEXT_LENGTH, widget=widget, help_text=help_text, required=False
    )


class JobSearchForm(ActionForm):
    """A form with days that have been. `days` names them."""

    starts_empty = True
    days: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """A day that lies ahead is refused, and a text that is not filled in is stored as none."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.days:
            day = cleaned.get(name)
            if day is not None and day > self.today:
                self.add_error(name, IN_THE_FUTURE)
        for name in self.texts:
            cleaned[name] = cleaned.get(name) or None
        return cleaned


class ProfileFactsForm(JobSearchForm):
    days = ("counselled_on",)
    texts = PROFILE_TEXTS

    experience = text_area("Erfarenheter", "Arbete, studier och annat som deltagaren har gjort.")
    skills = text_area("Kunskaper och styrkor")
    interests = text_area("Intressen")
    wishes = text_area("Önskat arbete", "Med deltagarens egna ord.")
    support_needs = text_area("Behov av stöd och anpassning")
    disclosed = text_area("Det här får berättas för arbetsgivare")

    class Meta:
        model = VocationalProfile
        fields: tuple[str, ...] = (
            "experience",
            "skills",
            "interests",
            "wishes",
            "support_needs",
            "disclosure",
            "disclosed",
            "counselled_on",
        )
        help_texts = {
            "disclosure": "Deltagaren bestämmer vad ni berättar om hälsa och bakgrund.",
            "counselled_on": "Dagen då ni räknade på hur ett jobb påverkar ersättningen.",
        }


class WriteProfileForm(ProfileFactsForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class ChangeProfileForm(ProfileFactsForm):
    version = version_field()

    class Meta(ProfileFactsForm.Meta):
        fields = (*ProfileFactsForm.Meta.fields, "version")


class ContactFactsForm(JobSearchForm):
    days = ("held_on",)
    texts = ("summary",)

    summary = text_area(
        "Vad ni kom fram till", "Skriv sakligt. Deltagaren har rätt att läsa det du skriver."
    )

    class Meta:
        model = EmployerContact
        fields: tuple[str, ...] = (
            "employer",
            "held_on",
            "way",
            "purpose",
            "contact_person",
            "summary",
        )
        help_texts = {"contact_person": "Namn eller roll hos arbetsgivaren."}
        widgets = {"employer": forms.TextInput(attrs={"list": "arbetsgivare"})}
        error_messages = {
            "employer": {"required": "Skriv vilken arbetsgivare."},
            "held_on": {"required": "Ange dagen."},
            "way": {"required": "Välj hur ni hade kontakt."},
            "purpose": {"required": "Välj vad det gällde."},
        }


class LogContactForm(ContactFactsForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class CorrectContactForm(ContactFactsForm):
    version = version_field()

    class Meta(ContactFactsForm.Meta):
        fields = (*ContactFactsForm.Meta.fields, "version")


class ApplicationFactsForm(JobSearchForm):
    days = ("applied_on", "answered_on")

    class Meta:
        model = JobApplication
        fields: tuple[str, ...] = ("role", "employer", "applied_on", "state", "answered_on")
        help_texts = {"answered_on": "Lämna tomt tills beskedet har kommit."}
        widgets = {"employer": forms.TextInput(attrs={"list": "arbetsgivare"})}
        error_messages = {
            "role": {"required": "Skriv vilket jobb."},
            "employer": {"required": "Skriv vilken arbetsgivare."},
            "applied_on": {"required": "Ange dagen."},
        }


class ApplyForm(ApplicationFactsForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class ChangeApplicationForm(ApplicationFactsForm):
    version = version_field()

    class Meta(ApplicationFactsForm.Meta):
        fields = (*ApplicationFactsForm.Meta.fields, "version")
