"""The steps of a referral, and which may follow which."""

from django.db import models


class ReferralState(models.TextChoices):
    NEW = "INKOMMEN", "inkommen"
    ASSESSING = "BEDOMS", "bedöms"
    QUEUED = "KO", "i kö"
    ACCEPTED = "ANTAGEN", "antagen"
    DECLINED = "AVBOJD", "avböjd"
    WITHDRAWN = "ATERTAGEN", "återtagen"


OPEN = (ReferralState.NEW, ReferralState.ASSESSING, ReferralState.QUEUED)
DECISIONS = (ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.WITHDRAWN)

# NEW comes back by a move to another delprojekt alone (actions.move). What is decided stays: who
# is referred again gets another referral.
ALLOWED: dict[ReferralState, tuple[ReferralState, ...]] = {
    ReferralState.NEW: (ReferralState.ASSESSING, ReferralState.QUEUED, *DECISIONS),
    ReferralState.ASSESSING: (ReferralState.QUEUED, *DECISIONS),
    ReferralState.QUEUED: (ReferralState.ASSESSING, *DECISIONS),
    ReferralState.ACCEPTED: (),
    ReferralState.DECLINED: (),
    ReferralState.WITHDRAWN: (),
}
