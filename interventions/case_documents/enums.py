"""Which files are kept, told by what they hold and not by their name."""

import io
import zipfile

from django.db import models

MOST_BYTES = 2 * 1024 * 1024  # with the rest of the form it is within mia.core.bodies.FORM
WORD_TEXT, MACROS = "word/document.xml", "vbaproject.bin"


class MediaType(models.TextChoices):
    PDF = "PDF", "PDF"
    JPEG = "JPEG", "bild (JPEG)"
    PNG = "PNG", "bild (PNG)"
    WORD = "DOCX", "Word"


ENDINGS = {
    MediaType.PDF.value: "pdf",
    MediaType.JPEG.value: "jpg",
    MediaType.PNG.value: "png",
    MediaType.WORD.value: "docx",
}
BEGINNINGS = {
    MediaType.PDF.value: b"%PDF-",
    MediaType.JPEG.value: b"\xff\xd8\xff",
    MediaType.PNG.value: b"\x89PNG\r\n\x1a\n",
}


def media_type_of(content: bytes) -> str | None:
    """What the bytes are, or None for anything that is not kept; Word with macros is not."""
    for media_type, beginning in BEGINNINGS.items():
        if content.startswith(beginning):
            return media_type
    if _is_word(content):
        return MediaType.WORD.value
    return None


def _is_word(content: bytes) -> bool:
    """Only the list of the parts is read: nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        return False
    has_macros = any(name.lower().endswith(MACROS) for name in names)
    return WORD_TEXT in names and not has_macros
