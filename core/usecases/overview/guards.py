"""Hold the seven guardrails against margins that were agreed beforehand: pure."""

from collections.abc import Mapping

from core.analytics.funnel import newcombe, proportion
from core.analytics.group_sums import Sums as Groups
from core.analytics.margins import Guardrail
from core.analytics.quantile import quantile
from core.domain.figure import Change, Figure, TooFew
from core.domain.overview import Beside, Guard
from core.domain.rollup import Measure, Sums
from core.domain.user_fact import LinkWord
from core.usecases.overview.ground import Ground, answered, by_group
from core.usecases.overview.kpis import of_tips, rate

MARGINS = {"dismissed": 0.01, "undone": 0.005, "nudges": 0.25, "unanswered": 0.015}
"""By how much each may rise: shares, and nudges a day."""
SLOWER_US = 8_000
"""By how much the slowest twentieth of scorings may slow down."""
LOST_SHARE = 0.05
"""Up to this share of links may be lost: what it was before is not known."""
SLOWEST = 0.95
"""Scoring is watched at the time that only one in twenty exceeds."""


def guards(now: Ground, before: Ground | None, links: Mapping[str, int]) -> tuple[Guard, ...]:
    """Return the guardrails in the order of harm; what nobody measures is unknown."""
    return (
        _risen("dismissed", of_tips(now, before, lambda it: it.dismiss)),
        _risen("undone", rate(now, before, _taken_back)),
        Guard("nudges", margin=MARGINS["nudges"]),
        _risen("unanswered", of_tips(now, before, lambda it: it.none + it.open)),
        _scoring(now, before),
        Guard("quiet"),
        _lost(links),
    )


def lost_links(links: Mapping[str, int]) -> tuple[int, int]:
    """Return how many links are lost, and of how many."""
    lost = links.get(LinkWord.LOST, 0)
    return lost, lost + links.get(LinkWord.TODOIST, 0)


def _risen(name: str, beside: Beside) -> Guard:
    margin = MARGINS[name]
    now = beside.now.value if isinstance(beside.now, Figure) else None
    return Guard(name, now, beside.change, margin, _standing(beside.change, margin))


def _taken_back(ground: Ground) -> Groups:
    """Return answers taken back, of all answers: those that stand, and those that do not."""

    def given(sums: Sums) -> int:
        return answered(sums) + sums.undone

    return Groups(by_group(ground.rows, lambda it: it.undone), by_group(ground.rows, given))


def _scoring(now: Ground, before: Ground | None) -> Guard:
    figure = quantile(now.times[Measure.TOOK_US], SLOWEST)
    then = quantile(before.times[Measure.TOOK_US], SLOWEST) if before else None
    value = figure.value if isinstance(figure, Figure) else None
    change = _apart(figure, then)
    return Guard("scoring", value, change, SLOWER_US, _standing(change, SLOWER_US))


def _apart(now: Figure | TooFew, before: Figure | TooFew | None) -> Change | TooFew | None:
    if before is None:
        return None
    few = [it for it in (now, before) if isinstance(it, TooFew)]
    if few:
        return few[0]
    # Bounds of independent estimates add up as Newcombe's do, whatever they are of.
    return newcombe(*(it for it in (now, before) if isinstance(it, Figure)))


def _lost(links: Mapping[str, int]) -> Guard:
    share = proportion(*lost_links(links))
    if isinstance(share, TooFew):
        return Guard("lost", None, share, LOST_SHARE, "too few", level=True)
    level = Change(share.value, share.low, share.high, share.error, share.count, share.count)
    standing = _standing(level, LOST_SHARE)
    return Guard("lost", share.value, level, LOST_SHARE, standing, level=True)


def _standing(change: Change | TooFew | None, margin: float) -> str:
    return "unknown" if change is None else Guardrail(margin).standing(change).value
