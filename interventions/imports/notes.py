"""The notes of a file of contacts, which lie encrypted: compared by their plain texts."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from interventions.contacts.models import Note
from interventions.imports.staging import execute
from mia.access import bulk


def mark_changed(readable: Sequence[int]) -> None:
    """Set `note_changed` of the rows whose contact has another note, or none.

    A note that exists is compared only in these delprojekt, whose notes the reader may see.
    """
    execute("notes_changed", {"readable": list(readable)})
    changed = []
    for contact, text, ciphertext in execute("notes_both"):
        registered = Note.plain_text(contact, ciphertext)
        if text != registered:
            changed.append(contact)
    execute("notes_mark", {"contacts": changed})


def write() -> None:
    """Remove, change and add notes.

    They are encrypted here and not in the reader, because only now is the contact's key certain.
    """
    execute("notes_encrypted")
    rows = execute("notes_to_write")
    bulk.copy("encrypted_note", ["contact_id", "text"], _encrypted(rows))
    execute("notes_write")


def _encrypted(rows: Sequence[tuple[UUID, str]]) -> Iterator[tuple[UUID, str]]:
    """Each note as its contact's row stores it."""
    field = Note.text_field()
    for contact, text in rows:
        ciphertext = field.encrypt(text, contact)
        yield contact, ciphertext
