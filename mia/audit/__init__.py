"""What happened: the access log (who saw whom), the change history, and the seals over both.

`from mia import audit`, then `audit.record_view(…)` and `audit.record_event(…)`.
"""

from mia.audit.enums import Action
from mia.audit.log import (
    ManyParticipants,
    begin,
    discarded,
    end,
    flush,
    record_event,
    record_view,
    write,
    write_refusal,
)

__all__ = [
    "Action",
    "ManyParticipants",
    "begin",
    "discarded",
    "end",
    "flush",
    "record_event",
    "record_view",
    "write",
    "write_refusal",
]
