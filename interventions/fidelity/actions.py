"""Writes about fidelity: a review with its scores."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from interventions.fidelity.models import (
    FidelityItem,
    FidelityReview,
    FidelityScale,
    FidelityScore,
)
from mia import audit
from mia.access import saving
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff


@transaction.atomic
def review(
    delprojekt: Delprojekt,
    scale: FidelityScale,
    *,
    by: Staff,
    key: UUID,
    reviewed_on: date,
    reviewers: str,
    scores: Mapping[FidelityItem, tuple[int, str]],
) -> FidelityReview:
    """Save a review with the score and the evidence of each item, and return it.

    A form sent twice makes one. Raises ValidationError.
    """
    row = FidelityReview(
        pk=key,
        delprojekt=delprojekt,
        scale=scale,
        reviewed_on=reviewed_on,
        reviewers=reviewers,
        registered_by=by,
    )
    among = FidelityReview.objects.filter(registered_by=by, delprojekt=delprojekt)
    row, is_new = saving.store_once(row, among)
    if not is_new:
        saving.refuse_otherwise(_saved_scores(row) == dict(scores))
        return row
    for item, (score, evidence) in scores.items():
        saving.store(
            FidelityScore(
                review=row, delprojekt=delprojekt, item=item, score=score, evidence=evidence
            )
        )
    audit.record_event(audit.Action.WRITE, "fidelity.reviewed", delprojekt=delprojekt.code)
    return row


def _saved_scores(row: FidelityReview) -> dict[FidelityItem, tuple[int, str]]:
    """Return what a review holds, as `review` takes it."""
    scores = row.scores.select_related("item")
    return {one.item: (one.score, one.evidence) for one in scores}
