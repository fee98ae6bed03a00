"""What bookings and the occasions of groups have in common: how they recur, and how long one is."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError

LONGEST = 480  # minutes
MOST_TIMES = 26  # half a year of weeks
EVERY = [("0", "En gång"), ("1", "Varje vecka"), ("2", "Varannan vecka"), ("4", "Var fjärde vecka")]
NOT_RECURRING = f"Det som återkommer planeras 2–{MOST_TIMES} gånger."
WRONG_TIME = "Skriv tiden som TT:MM, till exempel 09:30."


def recurring_days(first_on: date, every_weeks: int, times: int) -> list[date]:
    """Return the first day, or as many as recur with so many weeks between them.

    Raises ValidationError at `times`.
    """
    if not every_weeks:
        return [first_on]
    if not 2 <= times <= MOST_TIMES:
        raise ValidationError({"times": NOT_RECURRING})
    return [first_on + timedelta(weeks=every_weeks * number) for number in range(times)]


class Meeting:
    """A model with `held_on`, `starts_at` and `minutes`."""

    held_on: date
    starts_at: time
    minutes: int

    @property
    def starts(self) -> datetime:
        return datetime.combine(self.held_on, self.starts_at)

    @property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def clock(self) -> str:
        """For example "09:30–10:15"."""
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"
