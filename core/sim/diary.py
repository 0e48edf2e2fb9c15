"""Write a life down: one row per decision, columns of fixed width, a few kilobytes a life."""

import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.domain.pick import Floats
from core.domain.reaction import ReactionKind
from core.errors import Malformed

KINDS = (ReactionKind.DONE, ReactionKind.SNOOZE, ReactionKind.DISMISS)
"""Answers, by their code."""
IGNORED, UNJUDGED = 3, 4
"""Codes of a tip that was left unanswered, and of one that no usable judgement came for."""
UNASKED = 255
"""Code where no other judge was asked."""
NO_REWARD = -(2**15)
"""Stands where nothing was learned."""
FORMAT = b"\x01"
"""First byte of a packed diary; a change of its columns changes it."""
MOST_ROWS = 65_536
"""More decisions than the longest life has: whoever looks 24 times a day for 1000 days has 24 000."""
ROW = np.dtype(
    [
        ("at_s", "<i8"),
        ("day", "<u2"),
        ("hour", "<u1"),
        ("weekday", "<u1"),
        ("task", "<u4"),
        ("area", "<u1"),
        ("priority", "<u1"),
        ("overdue", "<u1"),
        ("shown", "<u2"),
        ("candidates", "<u2"),
        ("propensity", "<f4"),
        ("score", "<f4"),
        ("worth", "<f4"),
        ("best", "<f4"),
        ("mean", "<f4"),
        ("kind", "<u1"),
        ("other", "<u1"),
        ("fallback", "<u1"),
        ("looks", "<u2"),
        ("dwell_ms", "<u4"),
        ("reward_milli", "<i2"),
    ]
)
"""Columns of a diary. `worth`, `best` and `mean` are the judge's expected rewards of the pick, of the
best candidate and of one picked by chance; `score` is what the policy itself expected; `shown` counts
from 1; `looks` is how often the tip was looked at before it was answered; `other` is what the rules would
have answered at the first look, where a model judges."""

Rows = npt.NDArray[np.void]
"""Rows of a diary, (n,)."""


@dataclass(frozen=True, slots=True)
class Diary:
    """One life with one policy: which, and its rows in the order of the decisions, (n,)."""

    world: str
    persona: str
    seed: int
    policy: str
    rows: Rows

    def __len__(self) -> int:
        """Return n."""
        return len(self.rows)

    def column(self, name: str) -> Floats:
        """Return one column as numbers, (n,)."""
        values: Floats = self.rows[name].astype(np.float64)
        return values

    def pack(self) -> bytes:
        """Return the rows as bytes, versioned, never a pickle."""
        return FORMAT + zlib.compress(self.rows.tobytes(), level=6)


def unpack(blob: bytes) -> Rows:
    """Return the rows that `pack` wrote. Raises: Malformed."""
    if blob[:1] != FORMAT:
        raise Malformed("diary")
    packed = zlib.decompressobj()
    try:
        rows = np.frombuffer(packed.decompress(blob[1:], MOST_ROWS * ROW.itemsize), dtype=ROW)
    except (zlib.error, ValueError) as error:
        raise Malformed("diary") from error
    if not packed.eof or packed.unused_data:
        raise Malformed("diary")
    return rows
