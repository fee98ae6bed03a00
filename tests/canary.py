"""The words that only those with the right may see of a protected person, and where they occur."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from django.http import HttpResponseBase

from participants.contact_details.models import ContactDetails, RelatedPerson
from participants.people.models import Participant, PersonalNumber


def canary_words(participant: Participant) -> set[str]:
    """Names and numbers, also former ones, in every written form; how the person is reached, and
    who is close to the person.
    """
    words = {participant.given_name, participant.family_name}
    for details in ContactDetails.objects.filter(enrolment__participant=participant):
        words |= {details.telephone, details.email, details.address.splitlines()[0]}
    for person in RelatedPerson.objects.filter(enrolment__participant=participant):
        words |= {person.name, person.telephone}
    for number in PersonalNumber.objects.filter(participant=participant):
        words |= written_forms(number.number)
    return words


def written_forms(number: str) -> set[str]:
    date, last = number[:8], number[8:]
    return {number, f"{date}-{last}", f"{date[2:]}{last}", f"{date[2:]}-{last}", f"{date} {last}"}


def without_keys(text: str) -> str:
    """The text without UUIDs and tokens against forged requests, which are random and now and then
    hold the four digits that a test looks for.
    """
    return re.sub(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|value="[0-9A-Za-z]{64}"', "", text)


def words_in(text: str, words: set[str]) -> set[str]:
    return {word for word in words if word in text}


def words_of_headers(response: HttpResponseBase, words: set[str]) -> set[str]:
    """What stands in the headers, the cookies and the address: also for those with the right."""
    head = [f"{name}: {value}" for name, value in response.headers.items()]
    request = response.wsgi_request
    address = request.get_full_path()
    return words_in("\n".join([*head, response.cookies.output(), address]), words)


def body_of(response: HttpResponseBase) -> bytes:
    if response.streaming:
        return b"".join(response.streaming_content)
    return response.content


def words_of_body(response: HttpResponseBase, words: set[str]) -> set[str]:
    """What a page or a file says, whatever it is packed in."""
    body = body_of(response)
    found = set()
    for part in unpacked(body):
        for encoding in ("utf-8", "utf-16-be"):
            found |= words_in(part.decode(encoding, "replace"), words)
    return found


def unpacked(content: bytes) -> Iterator[bytes]:
    """The content, and what is packed in it: the streams of a PDF, the files of an XLSX."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            for name in files.namelist():
                yield files.read(name)
    if content.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.S):
            yield from inflated(stream)


def inflated(stream: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj().decompress(stream)
    except zlib.error:
        return
