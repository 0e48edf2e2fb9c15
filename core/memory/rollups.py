"""Keep sums over facts in memory, and add them up when they are asked for."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.domain.rollup import Bin, Change, Slot, Sums, TargetSlot
from core.domain.rollup_query import (
    BinsRow,
    BinsWanted,
    By,
    SumsRow,
    SumsWanted,
    TargetsRow,
    TargetsWanted,
)
from core.memory.draft import Draft
from core.memory.facts import add_to, summed

Group = tuple[tuple[str, Any], ...]
"""What a group has in common, by name. Any: text and numbers."""


@dataclass(frozen=True, slots=True)
class MemoryRollups:
    """Sums in memory."""

    draft: Draft

    async def add(self, change: Change) -> None:
        """Add a change."""
        add_to(self.draft.slots, change.slots, lambda it: it.tips == 0)
        add_to(self.draft.target_slots, change.targets, lambda it: it.n == 0)
        for key, n in change.bins.items():
            total = (self.draft.bins.get(key) or 0) + n
            if total:
                self.draft.bins.put(key, total)
            else:
                self.draft.bins.drop(key)

    async def sums(self, wanted: SumsWanted) -> tuple[SumsRow, ...]:
        """Return the sums of slots, group by group in order."""
        found = (
            (_group(wanted.by, slot.start, slot, slot.value), sums)
            for slot, sums in self.draft.slots.items()
            if slot.grain is wanted.grain
            and slot.dim is wanted.dim
            and wanted.first <= slot.start < wanted.end
            and _among(slot.policy, wanted.policies)
            and _among(slot.experiment, wanted.experiments)
            and _among(slot.value, wanted.values)
        )
        return tuple(
            SumsRow(_only(sums, wanted.names), **dict(key)) for key, sums in _ordered(summed(found))
        )

    async def targets(self, wanted: TargetsWanted) -> tuple[TargetsRow, ...]:
        """Return what judges targets, group by group in order."""
        found = (
            (_group(wanted.by, slot.day, slot, slot.target), sums)
            for slot, sums in self.draft.target_slots.items()
            if wanted.first <= slot.day < wanted.end
            and _among(slot.policy, wanted.policies)
            and _among(slot.target, wanted.targets)
        )
        return tuple(TargetsRow(sums, **dict(key)) for key, sums in _ordered(summed(found)))

    async def bins(self, wanted: BinsWanted) -> tuple[BinsRow, ...]:
        """Return the bins of a measure, group by group in order."""
        groups: dict[Group, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for slot, n in self._bins(wanted):
            groups[_group(wanted.by, slot.day, slot, slot.target)][slot.place] += n
        return tuple(
            BinsRow(dict(sorted(counts.items())), **dict(key)) for key, counts in _ordered(groups)
        )

    def _bins(self, wanted: BinsWanted) -> Iterator[tuple[Bin, int]]:
        for slot, n in self.draft.bins.items():
            inside = slot.measure is wanted.measure and wanted.first <= slot.day < wanted.end
            policy = _among(slot.policy, wanted.policies)
            if inside and policy and _among(slot.target, wanted.targets):
                yield slot, n


def _only(sums: Sums, names: tuple[str, ...]) -> Sums:
    return Sums(**{name: getattr(sums, name) for name in names}) if names else sums


def _ordered(groups: Any) -> Any:
    """Return groups with what belongs to them, in order. Any: every kind of sums."""
    return sorted(groups.items(), key=lambda pair: tuple(value for _, value in pair[0]))


def _group(by: frozenset[By], start: int, slot: Slot | TargetSlot | Bin, value: str) -> Group:
    told = {
        By.START: start,
        By.POLICY: slot.policy,
        By.EXPERIMENT: getattr(slot, "experiment", ""),
        By.VALUE: value,
        By.BUCKET: getattr(slot, "bucket", 0),
    }
    return tuple((name.value, it) for name, it in told.items() if name in by)


def _among(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted
