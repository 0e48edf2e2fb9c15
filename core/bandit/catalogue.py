"""List the policies by name: make a fresh one, or load what one has learned."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.bandit.policy import Policy
from core.bandit.random import Random

FALLBACK = "random"
"""The policy that stands in when another fails."""

_MAKERS: Mapping[str, Callable[[], Policy]] = MappingProxyType({"random": Random})
_LOADERS: Mapping[str, Callable[[bytes], Policy]] = MappingProxyType({"random": Random.load})


def names() -> tuple[str, ...]:
    """Return the names of all policies."""
    return tuple(_MAKERS)


def make(name: str) -> Policy:
    """Return the untrained policy of that name. Raises: KeyError when there is none."""
    return _MAKERS[name]()


def load(name: str, blob: bytes) -> Policy:
    """Return a policy with what `dump` wrote. Raises: KeyError, PosteriorCorrupt."""
    return _LOADERS[name](blob)
