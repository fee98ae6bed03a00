"""Forms for a booking."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from interventions.bookings.models import PLACE_LENGTH, Booking
from interventions.bookings.rules import EVERY, MOST_TIMES, WRONG_TIME
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, PlainForm, version_field
from mia.organisation.staff.models import Staff


def every_weeks_field() -> forms.TypedChoiceField:
    """How often a meeting recurs, in weeks; 0 for once."""
    return forms.TypedChoiceField(label="Återkommer", choices=EVERY, coerce=int, initial="0")


class TimesField(forms.IntegerField):
    """How many times a meeting is held; left empty it is one."""

    def __init__(self) -> None:
        help_text = f"Fylls i om det återkommer, högst {MOST_TIMES}."
        super().__init__(
            label="Antal gånger",
            required=False,
            min_value=1,
            max_value=MOST_TIMES,
            help_text=help_text,
        )

    def clean(self, value: object) -> int:
        return super().clean(value) or 1


class BookingFactsForm(ActionForm):
    place = forms.CharField(
        label="Plats",
        max_length=PLACE_LENGTH,
        required=False,
        help_text="Visas bara på deltagarens sida, aldrig i din kalender utanför MIA.",
    )

    class Meta:
        model = Booking
        fields: tuple[str, ...] = ("held_on", "starts_at", "minutes", "channel", "staff", "place")
        error_messages = {
            "starts_at": {"invalid": WRONG_TIME},
            "held_on": {"required": "Ange vilken dag mötet är."},
        }

    def __init__(self, *args: Any, today: date, staff: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        people: Any = self.fields["staff"]
        people.queryset = staff
        people.empty_label = None
        self.fields["starts_at"].widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on < self.today:
            raise forms.ValidationError("Dagen har varit. Logga kontakten i stället.")
        return held_on

    def clean_place(self) -> str | None:
        place: str = self.cleaned_data["place"]
        return place or None


class BookForm(BookingFactsForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    every_weeks = every_weeks_field()
    times = TimesField()


class ChangeBookingForm(BookingFactsForm):
    version = version_field()

    class Meta(BookingFactsForm.Meta):
        fields = (*BookingFactsForm.Meta.fields, "version")


class CancelForm(PlainForm):
    version = version_field()
    with_later = forms.BooleanField(label="Avboka alla senare tider i serien", required=False)

    def __init__(self, *args: Any, booking: Booking, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": booking.version}, **kwargs)
        if booking.series is None:
            del self.fields["with_later"]
