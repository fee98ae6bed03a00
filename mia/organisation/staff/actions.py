"""Writes about staff: add, change, and a new one-time password."""

import secrets

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import store, update
from mia.forms.fingerprint import lock_unchanged
from mia.organisation.staff import access
from mia.organisation.staff.handover import telling_of_handover
from mia.organisation.staff.models import Staff

# No letter that is taken for another when read aloud or from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def add(
    *,
    by: Staff | None,
    username: str,
    name: str,
    email: str = "",
    title: str = "",
    languages: str = "",
) -> tuple[Staff, str]:
    """Add a member of staff and return the row with the one-time password.

    `by` is None when a command does it. Raises ValidationError.
    """
    staff = Staff(
        username=username,
        name=name,
        email=email,
        title=title,
        languages=languages,
        must_change_password=True,
    )
    password = _one_time_password(staff)
    staff.full_clean(validate_constraints=False)
    store(staff)
    audit.record_event(audit.Action.WRITE, "staff.added", staff=staff.pk, by=by.pk if by else None)
    return staff, password


@transaction.atomic
def change(staff: Staff, *, by: Staff, fingerprint: str, **facts: object) -> Staff:
    """Change name, e-mail, title, and the right to log in: without it all sessions end at once.

    Raises Conflict, ValidationError.
    """
    changes_right = facts.get("is_active", staff.is_active) != staff.is_active
    if changes_right and not access.can_change_rights(by, staff):
        raise ValidationError(
            {"is_active": "Du kan inte stänga ditt eget konto. Be en annan administratör."}
        )
    current = lock_unchanged(staff, fingerprint)
    for field, value in facts.items():
        setattr(current, field, value)
    current.full_clean(validate_constraints=False)
    with telling_of_handover("is_active"):
        update(current, *facts)
    fields = sorted(facts)
    audit.record_event(audit.Action.WRITE, "staff.changed", staff=staff.pk, by=by.pk, fields=fields)
    return current


@transaction.atomic
def renew_password(staff: Staff, *, by: Staff) -> str:
    """Return a new one-time password; all sessions of `staff` end, and the second factor is kept.

    Raises ValidationError for one's own account.
    """
    if not access.can_change_rights(by, staff):
        raise ValidationError("Du byter ditt eget lösenord under ditt namn högst upp på sidan.")
    password = _one_time_password(staff)
    staff.must_change_password = True
    staff.save(update_fields=["password", "must_change_password"])
    audit.record_event(audit.Action.WRITE, "password.renewed", staff=staff.pk, by=by.pk)
    return password


@transaction.atomic
def link_sign_on(staff: Staff, *, by: Staff | None, provider: str, subject: str) -> SocialAccount:
    """Let the person with this subject at the provider log in as `staff`. Raises ValidationError.

    `by` is None for a command.
    """
    links = SocialAccount.objects.filter(provider=provider)
    if links.filter(uid=subject).exclude(user=staff).exists():
        raise ValidationError("Ämnet är redan kopplat till en annan användare.")
    if links.filter(user=staff).exclude(uid=subject).exists():
        raise ValidationError("Användaren är redan kopplad. Ta bort kopplingen först.")
    link, _ = SocialAccount.objects.get_or_create(provider=provider, uid=subject, user=staff)
    audit.record_event(
        audit.Action.WRITE, "sign_on.linked", staff=staff.pk, by=by.pk if by else None
    )
    return link


@transaction.atomic
def unlink_sign_on(staff: Staff, *, by: Staff | None, provider: str) -> None:
    """Let nobody log in as `staff` through the provider any longer."""
    SocialAccount.objects.filter(provider=provider, user=staff).delete()
    audit.record_event(
        audit.Action.WRITE, "sign_on.unlinked", staff=staff.pk, by=by.pk if by else None
    )


def _one_time_password(staff: Staff) -> str:
    """Set a password on the row, without saving it, and return it.

    Four groups of four letters: 79 bits, longer than the shortest password allowed.
    """
    letters = "".join(secrets.choice(LETTERS) for _ in range(16))
    password = "-".join((letters[:4], letters[4:8], letters[8:12], letters[12:]))
    staff.set_password(password)
    return password
