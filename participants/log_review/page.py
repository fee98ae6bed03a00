"""What the page of the log review shows: the rows of a filter, with names."""

import json
import secrets
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from mia.organisation.request import StaffRequest
from participants.log_review import actions, queries
from participants.log_review.entries import entries_of, label_of
from participants.log_review.forms import DEFAULT_DAYS, FilterForm, WatchForm
from participants.log_review.queries import LogFilter, LogRow


class ReviewPage:
    """The rows of the filter in the address, as they stood at `shown_at`."""

    def __init__(self, request: StaffRequest, participant: UUID | None, shown_at: datetime) -> None:
        self.user = request.user
        self.participant = participant
        self.shown_at = shown_at
        today = request.work.today
        self.form = FilterForm(request.GET, staff=queries.reviewed_staff(), today=today)
        self.criteria: LogFilter | None = None
        self.rows: list[LogRow] = []
        if self.form.is_valid():
            self.criteria = self.form.criteria(participant, shown_at)
            self.rows = queries.log_rows(self.criteria)

    @property
    def criteria_as_json(self) -> dict[str, object]:
        """The filter as a review keeps it."""
        values = asdict(self.criteria) if self.criteria else {}
        kept: dict[str, object] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
        return kept

    @property
    def keys(self) -> list[int]:
        """The keys of the rows, for the review."""
        return [row.id for row in self.rows]

    def record(self) -> None:
        """The access log says who has looked, at whom, and for what."""
        persons = [self.participant] if self.participant else []
        actions.record_look(persons, by=self.user, criteria=self.criteria_as_json)

    def context(self) -> dict[str, object]:
        """The page's parts, as its template reads them."""
        since = self.shown_at - timedelta(days=DEFAULT_DAYS)
        return {
            "filter": self.form,
            "staff": list(queries.reviewed_staff().values_list("pk", "name")),
            "chosen_staff": self.criteria.staff if self.criteria else None,
            "entries": entries_of(self.user, self.rows),
            "is_cut": len(self.rows) == queries.MOST_ROWS,
            "is_sample": bool(self.criteria and self.criteria.seed),
            "most": queries.MOST_ROWS,
            "sample": queries.SAMPLE_ROWS,
            "new_seed": secrets.token_hex(4),
            "alarms": queries.count_alarms(since, self.shown_at),
            "reviews": list(queries.last_reviews()),
            **self._person(),
        }

    def _person(self) -> dict[str, object]:
        """Whose rows they are, when one participant was chosen."""
        if self.participant is None:
            return {"person": None}
        visible = queries.visible_persons(self.user, {self.participant})
        return {
            "person": label_of(self.participant, visible),
            "watched": queries.watched(self.participant),
            "watch_form": WatchForm(),
        }
