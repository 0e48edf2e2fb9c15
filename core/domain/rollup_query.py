"""Say which sums are asked for, and what comes back: few rows, whatever the log holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.domain.rollup import Dim, Grain, Measure, Sums, TargetSums


class By(StrEnum):
    """What sums are told apart by; whatever is not named is added up."""

    START = "start"
    POLICY = "policy"
    EXPERIMENT = "experiment"
    VALUE = "value"
    """Of the dim; among targets, the target."""
    BUCKET = "bucket"


@dataclass(frozen=True, slots=True)
class SumsWanted:
    """Sums over slots from `first` on and before `end`, in the grain's unit.

    An empty tuple means all; ("",) are the tips outside of every experiment. Sums that are not
    among `names` come back as 0: the fewer are added up, the sooner.
    """

    grain: Grain
    first: int
    end: int
    dim: Dim = Dim.ALL
    by: frozenset[By] = frozenset()
    policies: tuple[str, ...] = ()
    experiments: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SumsRow:
    """One group's sums; what was not asked apart is None."""

    sums: Sums
    start: int | None = None
    policy: str | None = None
    experiment: str | None = None
    value: str | None = None
    bucket: int | None = None


@dataclass(frozen=True, slots=True)
class TargetsWanted:
    """What judges targets by picks from day `first` on and before `end`."""

    first: int
    end: int
    by: frozenset[By] = frozenset({By.VALUE})
    policies: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetsRow:
    """One group's sums; `value` is the target."""

    sums: TargetSums
    start: int | None = None
    policy: str | None = None
    value: str | None = None
    bucket: int | None = None


@dataclass(frozen=True, slots=True)
class BinsWanted:
    """How many values of a measure lie in each bin, from day `first` on and before `end`."""

    measure: Measure
    first: int
    end: int
    by: frozenset[By] = frozenset()
    policies: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BinsRow:
    """One group's counts by place (`core.analytics.bins`); `value` is the target of weights."""

    counts: Mapping[int, int]
    start: int | None = None
    policy: str | None = None
    value: str | None = None
