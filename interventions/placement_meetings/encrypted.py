"""The texts of meetings about placements, for the rotation of keys (mia/access/rotation.py)."""

from django.db.models import Q

from interventions.placement_meetings.models import TEXTS, PlacementMeeting


class PlacementMeetings:
    """An EncryptedRows (mia/access/rotation.py)."""

    name = "träffar om placeringar"

    def rewrite(self, prefix: str, most: int) -> int:
        """Save again at most so many rows with a text that does not begin with the prefix."""
        newest = Q()
        for name in TEXTS:
            newest &= Q(**{f"{name}__startswith": prefix})
        rows = PlacementMeeting.objects.exclude(newest).select_for_update(no_key=True)
        chunk = list(rows.order_by("pk")[:most])
        for meeting in chunk:
            meeting.save(update_fields=TEXTS)
        return len(chunk)
