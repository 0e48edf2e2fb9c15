"""Hand out what the page of rewards shows as one table: every bar, estimate, slice and age."""

from collections.abc import Iterator

from core.domain.figure import Change, Figure
from core.domain.reward_panel import (
    Delays,
    Estimates,
    OtherPolicies,
    Rated,
    RewardDays,
    RewardSlices,
)
from core.wiring import running
from oo_admin.exported import Exported
from oo_admin.here import Here
from oo_admin.rewards.asked import asked_of
from oo_admin.rewards.other_words import self_test, verdict

COLUMNS = ("panel", "name", "figure", "value", "low", "high", "count", "said")
"""What each row holds: shares and rewards as numbers, `said` what may be said of them."""
Row = tuple[str | float | int | None, ...]
"""One row."""


async def table(here: Here) -> Exported:
    """Return the whole page."""
    core, asked = running(), asked_of(here)
    days = await core.read_reward_days(asked)
    others = await core.read_other_policies(asked)
    slices = await core.read_reward_slices(asked)
    delays = await core.read_reward_delays(asked)
    rows = [*_days(days), *_others(others), *_slices(slices), *_delays(delays)]
    return Exported(COLUMNS, [(*row, *[None] * (len(COLUMNS) - len(row))) for row in rows])


def _days(told: RewardDays) -> Iterator[Row]:
    for bar in told.bars:
        at, state = bar.start.isoformat(), "open" if bar.open else "settled"
        for name, number in bar.levels.by_name().items():
            part = number / bar.levels.total if bar.levels.total else None
            yield ("days", at, name, part, None, None, number, state)
        yield ("days", at, "mean", *_figure(bar.mean), _count(bar.mean), state)
        yield ("settled", at, "final", _part(bar.final, bar.tips), None, None, bar.final, state)
        yield (
            "settled",
            at,
            "rewarded",
            _part(bar.evident, bar.tips),
            None,
            None,
            bar.evident,
            state,
        )
    yield ("days", "settled days", "mean", *_figure(told.mean), _count(told.mean), told.spec)
    if told.compared:
        name = f"since {told.compared.policy}" if told.compared.policy else "compared"
        yield ("days", name, "mean before", *_figure(told.compared.before))
        yield ("days", name, "mean after", *_figure(told.compared.after))
        for figure in ("mean", "best", "worst"):
            yield ("days", name, f"change of {figure}", *_change(getattr(told.compared, figure)))


def _others(told: OtherPolicies) -> Iterator[Row]:
    said = self_test(told)[0]
    yield ("others", told.log, "earned", *_figure(told.earned), told.picks, said)
    for it in told.rated:
        yield from _rated(it)


def _rated(it: Rated) -> Iterator[Row]:
    said = verdict(it)[0]
    if isinstance(it.worth, Estimates):
        for name in ("ips", "snips", "dr"):
            figure = _figure(getattr(it.worth, name))
            yield ("others", it.policy, name, *figure, it.picks, said)
        yield ("others", it.policy, "dr less earned", *_change(it.worth.lead), it.picks, said)
    told = {"ess": it.effective, "max weight": it.heaviest, "no support": it.outside}
    for name, number in told.items():
        yield ("others", it.policy, name, number, None, None, it.picks, said)
    yield ("others", it.policy, "agrees", *_figure(it.agrees), it.picks, said)


def _slices(told: RewardSlices) -> Iterator[Row]:
    for dimension in told.dimensions:
        for it in dimension.slices:
            name = f"{dimension.by}:{it.value}"
            said = "hidden" if it.hidden else "clear" if it.clear else None
            yield ("slices", name, "mean", *_figure(it.mean), it.picks, said)
            yield ("slices", name, "less all others", *_change(it.apart), it.picks, said)


def _delays(told: Delays) -> Iterator[Row]:
    curves = [("all", told.tips, told.every)]
    curves += [(it.policy, it.tips, it.shares) for it in told.policies]
    for name, tips, shares in curves:
        for age, part in zip(told.ages_s, shares, strict=False):
            yield ("delays", name, f"answered by {age} s", part, None, None, tips)


def _figure(it: object) -> tuple[float | None, float | None, float | None]:
    return (it.value, it.low, it.high) if isinstance(it, Figure) else (None, None, None)


def _change(it: object) -> tuple[float | None, float | None, float | None]:
    return (it.value, it.low, it.high) if isinstance(it, Change) else (None, None, None)


def _count(it: object) -> int | None:
    count: int | None = getattr(it, "count", None)
    return count


def _part(number: int, whole: int) -> float | None:
    return number / whole if whole else None
