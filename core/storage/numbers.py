"""Turn numbers into bytes and back, bit for bit, in no more bytes than they need.

Features lie on a grid that four bytes hold exactly; whatever they do not hold exactly takes eight,
and its length says so.
"""

import zlib

import numpy as np

from core.domain.pick import Floats
from core.storage.encoding import FAST

LONG = "<f8"
"""How numbers lie in a row: little-endian float64, exact on every machine."""
SHORT = "<f4"
"""The same for numbers that float32 holds exactly."""


def pack_long(numbers: Floats) -> bytes:
    """Return numbers compressed, eight bytes each, row after row."""
    return zlib.compress(np.ascontiguousarray(numbers, dtype=LONG).tobytes(), FAST)


def unpack_long(blob: bytes) -> Floats:
    """Return what `pack_long` wrote, (n,)."""
    return np.frombuffer(zlib.decompress(blob), dtype=LONG).astype(np.float64)


def shortest(numbers: Floats) -> bytes:
    """Return numbers in four bytes each where that is exact, otherwise in eight, row after row."""
    with np.errstate(over="ignore"):
        short = np.ascontiguousarray(numbers, dtype=SHORT)
    if np.array_equal(short, numbers):
        return short.tobytes()
    return np.ascontiguousarray(numbers, dtype=LONG).tobytes()


def from_shortest(blob: bytes, count: int) -> Floats:
    """Return the numbers, `count` of them, that `shortest` wrote, (count,)."""
    kind = SHORT if len(blob) == count * np.dtype(SHORT).itemsize else LONG
    return np.frombuffer(blob, dtype=kind).astype(np.float64)


def pack_short(numbers: Floats) -> bytes:
    """Return what `shortest` says, compressed."""
    return zlib.compress(shortest(numbers), FAST)


def unpack_short(blob: bytes, shape: tuple[int, int]) -> Floats:
    """Return what `pack_short` wrote of a matrix, (n, d)."""
    rows, columns = shape
    return from_shortest(zlib.decompress(blob), rows * columns).reshape(shape)
