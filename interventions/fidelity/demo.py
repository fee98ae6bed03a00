"""Reviews of the demo county: one a year by the scale of each method that a delprojekt gives."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Model

from interventions.fidelity.models import HIGHEST, FidelityReview, FidelityScale, FidelityScore
from interventions.methods.demo import SHARES
from mia.core.draw import SeededRandom, at_hour
from participants.demo import DemoPlace

REVIEWED = (date(2020, 3, 2), date(2021, 3, 1), date(2022, 3, 7))
BETTER = 0.25  # of the items each year


def rows_of_place(place: DemoPlace) -> Iterator[Model]:
    """The reviews of a delprojekt and their scores, which grow a little each year."""
    given = SHARES[place.delprojekt.code]
    for scale in FidelityScale.objects.filter(method__in=given).order_by("position"):
        rng = SeededRandom(f"{place.delprojekt.code} {scale.code}")
        items = list(scale.items.order_by("number"))
        scores = {item.pk: rng.randrange(2, HIGHEST) for item in items}
        for day in REVIEWED:
            review = _draw_review(rng, place, scale, day)
            yield review
            for item in items:
                yield FidelityScore(
                    id=rng.key(day),
                    review=review,
                    delprojekt=place.delprojekt,
                    item=item,
                    score=scores[item.pk],
                )
                if rng.happens(BETTER):
                    scores[item.pk] = min(scores[item.pk] + 1, HIGHEST)


def _draw_review(
    rng: SeededRandom, place: DemoPlace, scale: FidelityScale, day: date
) -> FidelityReview:
    return FidelityReview(
        id=rng.key(day),
        delprojekt=place.delprojekt,
        scale=scale,
        reviewed_on=day,
        reviewers="Metodhandledaren och delprojektledaren",
        registered_at=at_hour(day, 15),
        registered_by=place.staff[0],
    )
