"""Hand out what the overview shows as one table: every figure with its interval, every bar."""

from collections.abc import Iterator

from core.domain.figure import Change, Figure, TooFew
from core.domain.overview import Beside, Mix, Overview
from core.wiring import running
from oo_admin.exported import Exported
from oo_admin.frame import Here

COLUMNS = ("panel", "name", "now", "low", "high", "before", "change", "change_low", "change_high")
"""What each row holds; a bar's name is when it begins and how its tips ended."""
Row = tuple[str | float | int | None, ...]
"""One row."""
ESTIMATES = ("done_per_day", "done", "answered", "stickiness")
"""Figures with an interval."""
AMOUNTS = ("daily", "weekly", "tips", "median_ms", "p90_ms")
"""Figures without one."""


async def table(here: Here) -> Exported:
    """Return the whole page."""
    core = running()
    told = await core.read_overview(here.period, here.before, here.grain)
    steps = await core.read_funnel(here.period, here.before)
    moved = await core.read_changes(here.period, here.before)
    rows = [*_figures(told), *_bars(told.mix)]
    rows += [
        ("chosen", f"{it.policy} {it.experiment}".strip() or "fallback", it.tips)
        for it in told.chosen
    ]
    for it in steps:
        change = _change(it.change)
        rows.append(("funnel", it.name, it.reached, None, None, it.reached_before, *change))
    for mover in moved.movers:
        change = _change(mover.contribution)
        rows.append(("moved", f"{mover.by}:{mover.value}", None, None, None, None, *change))
    return Exported(COLUMNS, [(*row, *[None] * (len(COLUMNS) - len(row))) for row in rows])


def _figures(told: Overview) -> Iterator[Row]:
    for name in ESTIMATES:
        it: Beside = getattr(told.kpis, name)
        yield ("figures", name, *_figure(it.now), _value(it.before), *_change(it.change))
    for name in AMOUNTS:
        amount = getattr(told.kpis, name)
        yield ("figures", name, amount.now, None, None, amount.before)
    for guard in told.guards:
        change = (None,) * 3 if guard.level else _change(guard.change)
        yield ("guardrails", guard.name, guard.now, None, None, None, *change)


def _bars(mix: Mix) -> Iterator[Row]:
    for bar in mix.bars:
        for name in ("done", "snooze", "dismiss", "none", "open"):
            yield ("mix", f"{bar.start.isoformat()} {name}", getattr(bar.endings, name))


def _figure(it: Figure | TooFew | None) -> tuple[float | None, float | None, float | None]:
    return (it.value, it.low, it.high) if isinstance(it, Figure) else (None, None, None)


def _value(it: Figure | TooFew | None) -> float | None:
    return it.value if isinstance(it, Figure) else None


def _change(it: Change | TooFew | None) -> tuple[float | None, float | None, float | None]:
    return (it.value, it.low, it.high) if isinstance(it, Change) else (None, None, None)
