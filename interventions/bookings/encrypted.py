"""The places of bookings, for the rotation of keys (mia/access/rotation.py)."""

from interventions.bookings.models import Booking
from mia.access.rotation import EncryptedColumns


class Bookings(EncryptedColumns):
    name = "platser i bokningar"
    model = Booking
    fields = ("place",)
