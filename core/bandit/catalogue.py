"""List the policies by name: make a fresh one, or load what one has learned.

A pair of them is `mix(a,b)`. What a policy expects of new users, and the day it is asked on, are
given from outside; those that care for neither ignore them.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial

from core.bandit import shipped
from core.bandit.bayes import Bayes
from core.bandit.egreedy import EGreedy
from core.bandit.features import FEATURES, FeatureSet
from core.bandit.linucb import LinUcb, LinUcbMix
from core.bandit.mix import Mix
from core.bandit.policy import Policy
from core.bandit.prior import Prior
from core.bandit.random import Random
from core.bandit.ridge import Ridge
from core.bandit.rule import Rule
from core.bandit.squarecb import SquareCb
from core.errors import PosteriorCorrupt

FALLBACK = "random"
"""The policy that stands in when another fails."""
LENGTH_BYTES = 4
"""How long the first dump of a pair is, before it."""

_PAIR = re.compile(r"mix\(([\w-]+),([\w-]+)\)")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a policy is told besides its lessons: the day (a proleptic ordinal) and a prior."""

    day: int | None = None
    prior: Prior | None = None


NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of policy comes to be."""

    make: Callable[[Terms], Policy]
    load: Callable[[bytes, Terms], Policy]


def _ridge(kind: type[Ridge]) -> Kind:
    width = len(FEATURES[kind.name].names)

    def load(blob: bytes, _: Terms) -> Policy:
        policy = kind.load(blob)
        if policy.sums.width != width:
            raise PosteriorCorrupt
        return policy

    return Kind(lambda _: kind.untrained(width), load)


def _bayes() -> Kind:
    known = shipped.shipped()

    def make(terms: Terms) -> Policy:
        prior = terms.prior or known
        return Bayes.untrained(prior, shipped.flat(prior.noise), terms.day)

    def load(blob: bytes, terms: Terms) -> Policy:
        prior = terms.prior or known
        return Bayes.load(blob, prior, shipped.flat(prior.noise), terms.day)

    return Kind(make, load)


_KINDS: dict[str, Kind] = {
    "random": Kind(lambda _: Random(), lambda blob, _: Random.load(blob)),
    "rule-v1": Kind(lambda _: Rule(), lambda blob, _: Rule.load(blob)),
    **{kind.name: _ridge(kind) for kind in (LinUcb, EGreedy, SquareCb, LinUcbMix)},
    Bayes.name: _bayes(),
}
_READS: dict[str, FeatureSet] = dict(FEATURES)

TAUGHT_PRIOR = Bayes.name
"""The policy whose prior is learned from people who allowed it."""
UNLEARNED = frozenset({"random", "rule-v1"})
"""Policies that keep nothing about a user."""


def names() -> tuple[str, ...]:
    """Return the names of all policies; any two of them make a pair."""
    return tuple(_KINDS)


@contextmanager
def offered(name: str, kind: Kind, reads: FeatureSet) -> Iterator[None]:
    """Offer one policy more in this process for a while: one that is tried in the laboratory.

    Raises: ValueError when there is one of that name.
    """
    if name in _KINDS:
        raise ValueError(name)
    _KINDS[name], _READS[name] = kind, reads
    try:
        yield
    finally:
        del _KINDS[name], _READS[name]
        features.cache_clear()


def knows(name: str) -> bool:
    """Return whether there is such a policy, or such a pair."""
    pair = _PAIR.fullmatch(name)
    return all(it in _KINDS for it in pair.groups()) if pair else name in _KINDS


def learns(name: str) -> bool:
    """Return whether a policy changes by what it sees; a pair does when one of the two does."""
    pair = _PAIR.fullmatch(name)
    return any(it in _KINDS and it not in UNLEARNED for it in (pair.groups() if pair else (name,)))


def takes_prior(name: str) -> bool:
    """Return whether a policy begins with what is known of people in general."""
    pair = _PAIR.fullmatch(name)
    return TAUGHT_PRIOR in (pair.groups() if pair else (name,))


def pair(first: str, second: str) -> str:
    """Return the name of the policy that serves these two by the toss of a coin."""
    return f"mix({first},{second})"


@cache
def features(name: str) -> FeatureSet:
    """Return what a policy reads; a pair reads the union. Raises: KeyError when there is none."""
    found = _PAIR.fullmatch(name)
    if found is None:
        return _READS[name]
    every = (*_READS[found[1]].names, *_READS[found[2]].names)
    return FeatureSet(tuple(dict.fromkeys(every)))


def make(name: str, terms: Terms = NO_TERMS) -> Policy:
    """Return the untrained policy of that name. Raises: KeyError when there is none."""
    found = _PAIR.fullmatch(name)
    if found is None:
        return _KINDS[name].make(terms)
    return _paired(name, make(found[1], terms), make(found[2], terms))


def load(name: str, blob: bytes, terms: Terms = NO_TERMS) -> Policy:
    """Return a policy with what `dump` wrote. Raises: KeyError, PosteriorCorrupt."""
    found = _PAIR.fullmatch(name)
    if found is None:
        return _KINDS[name].load(blob, terms)
    middle = LENGTH_BYTES + int.from_bytes(blob[:LENGTH_BYTES], "little")
    first = load(found[1], blob[LENGTH_BYTES:middle], terms)
    return _paired(name, first, load(found[2], blob[middle:], terms))


def _paired(name: str, first: Policy, second: Policy) -> Mix:
    union, found = features(name).names, _PAIR.fullmatch(name)
    assert found is not None  # noqa: S101 — only pairs come here
    places = partial(map, union.index)
    return Mix(
        first,
        second,
        list(places(_READS[found[1]].names)),
        list(places(_READS[found[2]].names)),
    )
