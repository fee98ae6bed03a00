"""The key ring: a value opens with any key of the ring, for its own row, and for nothing else."""

import base64

import pytest

from mia.core import keyring

OLD, NEW = b"o" * 32, b"n" * 32


def test_a_value_opens_with_an_older_key_of_the_ring():
    written = keyring.encrypt("hemligt", ring=[OLD], bound_to="rad 1")
    assert "hemligt" not in base64.b64decode(written).decode("latin-1")
    assert keyring.decrypt(written, ring=[NEW, OLD], bound_to="rad 1") == "hemligt"


@pytest.mark.parametrize(("ring", "row"), [([NEW], "rad 1"), ([OLD], "rad 2"), ([], "rad 1")])
def test_a_value_opens_with_no_other_key_and_for_no_other_row(ring, row):
    written = keyring.encrypt("hemligt", ring=[OLD], bound_to="rad 1")
    with pytest.raises(ValueError, match="no key in the ring"):
        keyring.decrypt(written, ring=ring, bound_to=row)


def test_the_same_text_is_never_written_twice_alike():
    first, second = (keyring.encrypt("a", ring=[OLD], bound_to="x") for _ in range(2))
    assert first != second


def test_the_ring_is_read_newest_first(tmp_path):
    keys = ",".join(base64.b64encode(key).decode() for key in (NEW, OLD))
    assert keyring.read(keys, tmp_path) == [NEW, OLD]
    assert list(tmp_path.iterdir()) == []


def test_a_key_of_another_length_is_refused(tmp_path):
    with pytest.raises(ValueError, match="exactly 32 bytes"):
        keyring.read(base64.b64encode(b"short").decode(), tmp_path)


def test_a_ring_that_is_not_set_is_made_once_and_is_private(tmp_path):
    data = tmp_path / "data"
    first = keyring.read("", data)
    assert keyring.read("", data) == first
    assert len(first[0]) == 32
    assert (data / "encryption-key").stat().st_mode & 0o777 == 0o600
    assert data.stat().st_mode & 0o777 == 0o700


def test_a_purpose_has_a_key_of_its_own():
    assert keyring.derive("a", "one") == keyring.derive("a", "one")
    assert (
        len({keyring.derive("a", "one"), keyring.derive("a", "two"), keyring.derive("b", "one")})
        == 3
    )
