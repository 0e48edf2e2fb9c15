"""Turn what was learned into bytes and back: numbers, their shape, and a digest; never a pickle."""

import hashlib
import struct
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from core.domain.pick import Floats
from core.errors import PosteriorCorrupt

MAGIC = b"oO1"
"""What every dump begins with, with the version of this layout."""
DIGEST_BYTES = 8
"""Length of the digest at the end: enough to notice any accident."""
MAX_WIDTH = 4096
"""No policy reads more features than this; a larger claim is not believed."""

Places = npt.NDArray[np.intp]
"""Where in a row or column something stands."""

_HEAD = struct.Struct("<3sB")
_SHAPE = struct.Struct("<I")


def pack(name: str, width: int, numbers: Sequence[float], arrays: Sequence[Floats]) -> bytes:
    """Return a dump: the policy's name, its width d, some numbers, then arrays row after row."""
    told = name.encode("ascii")
    flat = [np.asarray(numbers, dtype="<f8"), *(np.asarray(it, dtype="<f8") for it in arrays)]
    body = b"".join(
        (_HEAD.pack(MAGIC, len(told)), told, _SHAPE.pack(width), *(it.tobytes() for it in flat))
    )
    return body + _digest(body)


def unpack(name: str, blob: bytes, numbers: int, shapes: str) -> tuple[list[float], list[Floats]]:
    """Return the numbers and arrays that `pack` wrote for this policy.

    Args: shapes spells one letter an array: v is (d,), s is a symmetric (d, d) packed by `lower`.
    Raises: PosteriorCorrupt when a byte is missing, added, changed, not finite, or another's.
    """
    width, payload = _opened(name, blob)
    sizes = [width if letter == "v" else width * (width + 1) // 2 for letter in shapes]
    if len(payload) != 8 * (numbers + sum(sizes)):
        raise PosteriorCorrupt
    values = np.frombuffer(payload, dtype="<f8").astype(np.float64)
    if not np.isfinite(values).all():
        raise PosteriorCorrupt
    parts = np.split(values[numbers:], np.cumsum(sizes)[:-1])
    arrays = [
        it if letter == "v" else whole(it, width) for it, letter in zip(parts, shapes, strict=True)
    ]
    return values[:numbers].tolist(), arrays


def _opened(name: str, blob: bytes) -> tuple[int, bytes]:
    told = name.encode("ascii")
    start = _HEAD.pack(MAGIC, len(told)) + told
    body, seal = blob[:-DIGEST_BYTES], blob[-DIGEST_BYTES:]
    if not body.startswith(start) or len(body) < len(start) + _SHAPE.size:
        raise PosteriorCorrupt
    if seal != _digest(body):
        raise PosteriorCorrupt
    (width,) = _SHAPE.unpack_from(body, len(start))
    if not 0 < width <= MAX_WIDTH:
        raise PosteriorCorrupt
    return width, body[len(start) + _SHAPE.size :]


def lower(square: Floats) -> Floats:
    """Return the lower triangle of a symmetric (d, d), row after row."""
    triangle: Floats = square[_half(len(square))]
    return triangle


def whole(triangle: Floats, width: int) -> Floats:
    """Return the symmetric (d, d) that `lower` cut in half."""
    square = np.zeros((width, width))
    square[_half(width)] = triangle
    square.T[_half(width)] = triangle
    return square


@lru_cache(maxsize=64)
def _half(width: int) -> tuple[Places, Places]:
    """Return the places of the lower triangle of a (d, d)."""
    rows, columns = np.tril_indices(width)
    return rows, columns


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=DIGEST_BYTES).digest()
