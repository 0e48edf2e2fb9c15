"""Add up rows of whole numbers by key, chunk by chunk, exactly."""

from dataclasses import dataclass, field

import numpy as np

from oo_app.bench.console.log import Ints


@dataclass(slots=True)
class Pile:
    """Sums by key: keys (k,) are whole numbers that whoever piles can read, sums are (k, m)."""

    keys: list[Ints] = field(default_factory=list)
    sums: list[Ints] = field(default_factory=list)

    def add(self, keys: Ints, numbers: Ints) -> None:
        """Add n rows; keys (n,) may come in any order and often, numbers are (n, m)."""
        if len(keys):
            there, sums = summed(keys, numbers)
            self.keys.append(there)
            self.sums.append(sums)

    def settled(self) -> tuple[Ints, Ints]:
        """Return every key once, ascending, with its sums."""
        if not self.keys:
            return np.zeros(0, dtype=np.int64), np.zeros((0, 1), dtype=np.int64)
        return summed(np.concatenate(self.keys), np.concatenate(self.sums))


def summed(keys: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """Return every key once, ascending, with the sums of its rows."""
    order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[order], return_index=True)
    return found, np.add.reduceat(numbers[order], starts, axis=0)


def packed(*parts: tuple[Ints, int]) -> Ints:
    """Return one key for several codes, each with how many there are; the first counts most."""
    key = np.zeros(len(parts[0][0]), dtype=np.int64)
    for codes, size in parts:
        key = key * size + codes
    return key


def unpacked(keys: Ints, *sizes: int) -> list[Ints]:
    """Return the codes that `packed` put together."""
    found = []
    for size in reversed(sizes):
        keys, codes = np.divmod(keys, size)
        found.append(codes)
    return found[::-1]
