"""What was learned comes back from bytes, or is refused by name (reliability C2: never a pickle)."""

import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit import catalogue, packing
from core.bandit.prior import Prior
from core.errors import PosteriorCorrupt
from tests.fakes.lessons import trained, untrained

NAMES = (*catalogue.names(), catalogue.pair("linucb-v1", "squarecb-ridge-v1"))
LEARNERS = [name for name in catalogue.names() if catalogue.learns(name)]


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_hostile_bytes_are_refused_by_name(name, data):
    known = untrained(name).dump()
    blob = data.draw(st.binary(max_size=200).filter(lambda drawn: drawn != known))

    with pytest.raises(PosteriorCorrupt):
        catalogue.load(name, blob)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_one_changed_byte_is_refused_by_name(name, data):
    blob = bytearray(trained(name).dump())
    place = data.draw(st.integers(0, len(blob) - 1))
    blob[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises(PosteriorCorrupt):
        catalogue.load(name, bytes(blob))


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_a_missing_or_added_end_is_refused_by_name(name, data):
    blob = trained(name).dump()
    cut = data.draw(st.integers(0, len(blob) - 1))

    for wrong in (blob[:cut], blob + b"\0", blob + blob):
        with pytest.raises(PosteriorCorrupt):
            catalogue.load(name, wrong)


@pytest.mark.parametrize("name", LEARNERS)
@pytest.mark.parametrize("other", LEARNERS)
def test_anothers_bytes_are_refused_by_name(name, other):
    if name == other:
        assert catalogue.load(name, trained(other).dump()).dump() == trained(other).dump()
        return

    with pytest.raises(PosteriorCorrupt):
        catalogue.load(name, trained(other).dump())


def resealed(body):
    """Return bytes whose digest is right, whatever they say."""
    return body + packing._digest(body)


@pytest.mark.parametrize("name", LEARNERS)
@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none_are_refused_by_name(name, number):
    body = trained(name).dump()[: -packing.DIGEST_BYTES]

    with pytest.raises(PosteriorCorrupt):
        catalogue.load(name, resealed(body[:-8] + struct.pack("<d", number)))


@pytest.mark.parametrize("name", LEARNERS)
@pytest.mark.parametrize("width", [0, 1, 4096, 4097, 2**32 - 1])
def test_a_huge_or_wrong_claim_is_refused_by_name(name, width):
    """No memory is taken on the word of the bytes."""
    body = bytearray(trained(name).dump()[: -packing.DIGEST_BYTES])
    place = 4 + len(name)
    body[place : place + 4] = struct.pack("<I", width)

    with pytest.raises(PosteriorCorrupt):
        catalogue.load(name, resealed(bytes(body)))


@pytest.mark.parametrize("name", LEARNERS)
def test_another_version_of_the_layout_is_refused_by_name(name):
    body = trained(name).dump()[: -packing.DIGEST_BYTES]

    with pytest.raises(PosteriorCorrupt):
        catalogue.load(name, resealed(b"oO2" + body[3:]))


@pytest.mark.parametrize("name", LEARNERS)
def test_a_narrower_policys_bytes_are_refused_by_name(name):
    narrow = type(untrained(name)).untrained(Prior.flat(2, 1.0, 1.0) if name == "bayes-v1" else 2)

    with pytest.raises(PosteriorCorrupt):
        catalogue.load(name, narrow.dump())


def a_prior(precision=((2.0, 0.5), (0.5, 1.0)), noise=0.3):
    return Prior(np.array([0.25, -1.0]), np.array(precision), noise)


def test_a_prior_comes_back_bit_for_bit():
    prior = a_prior()

    again = Prior.load(prior.dump())

    assert again.id == prior.id
    assert (again.precision == prior.precision).all()
    assert (again.mean == prior.mean).all()


@pytest.mark.parametrize(
    "wrong", [a_prior(noise=0.0), a_prior(noise=-1.0), a_prior(precision=((1.0, 2.0), (2.0, 1.0)))]
)
def test_a_prior_that_is_none_is_refused(wrong):
    with pytest.raises(PosteriorCorrupt):
        Prior.load(wrong.dump())


@pytest.mark.parametrize("name", LEARNERS)
def test_a_person_takes_at_most_twelve_kilobytes(name):
    assert len(trained(name).dump()) <= 12_000
