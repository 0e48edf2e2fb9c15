"""Throw dice that are keyed by what happens, not by how many throws came before.

Two policies that show the same task the same time meet the same chance, and changing one of them
shifts nothing for the other (common random numbers; bandits.md C1).
"""

from hashlib import blake2b
from statistics import NormalDist

import numpy as np

DIGEST_BYTES = 16
"""Length of a digest: half of it makes a number, all of it seeds a generator."""
NORMAL = NormalDist()
"""The standard normal distribution."""

Part = str | int
"""One part of what a throw is keyed by."""


class Dice:
    """The dice of one run and one persona: `Dice(a, b).uniform(c)` is `uniform(a, b, c)`, but quicker.

    The same key always gives the same throw, on every machine; so name a purpose in the key.
    """

    __slots__ = ("_state",)

    def __init__(self, *key: Part) -> None:
        self._state = blake2b(_encoded(key), digest_size=DIGEST_BYTES)

    def uniform(self, *key: Part) -> float:
        """Return a number in [0, 1): 53 bits."""
        return (self._half(key) >> 11) * 2.0**-53

    def normal(self, *key: Part) -> float:
        """Return a standard normal number; it rises with `uniform` of the same key."""
        # Half a step off the grid of 52 bits: neither 0 nor 1, where the inverse is infinite.
        return NORMAL.inv_cdf(((self._half(key) >> 12) + 0.5) * 2.0**-52)

    def generator(self, *key: Part) -> np.random.Generator:
        """Return a generator of its own, for whoever needs many numbers."""
        return np.random.Generator(np.random.PCG64(int.from_bytes(self._digest(key), "little")))

    def _half(self, key: tuple[Part, ...]) -> int:
        return int.from_bytes(self._digest(key)[:8], "little")

    def _digest(self, key: tuple[Part, ...]) -> bytes:
        state = self._state.copy()
        state.update(_encoded(key))
        return state.digest()


def uniform(*key: Part) -> float:
    """Return the number in [0, 1) that belongs to this key."""
    return Dice(*key).uniform()


def normal(*key: Part) -> float:
    """Return the standard normal number that belongs to this key."""
    return Dice(*key).normal()


def generator(*key: Part) -> np.random.Generator:
    """Return the generator that belongs to this key."""
    return Dice(*key).generator()


def _encoded(key: tuple[Part, ...]) -> bytes:
    """Return bytes that no other key has: words say their length, numbers end with a semicolon."""
    parts = [f"{len(part)}:{part}" if isinstance(part, str) else f"{part};" for part in key]
    return "".join(parts).encode("utf-8", "surrogatepass")
