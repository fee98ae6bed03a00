"""The texts of meetings about placements, for the rotation of keys (mia/access/rotation.py)."""

from interventions.placement_meetings.models import TEXTS, PlacementMeeting
from mia.access.rotation import EncryptedColumns


class PlacementMeetings(EncryptedColumns):
    name = "träffar om placeringar"
    model = PlacementMeeting
    fields = TEXTS
