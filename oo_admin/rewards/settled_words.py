"""Put how far each day's picks are settled into words and bars."""

from core.domain.reward_panel import Bar, RewardDays
from oo_admin.here import Here
from oo_admin.numbers import count, share
from oo_admin.rewards.delay_words import quarters
from oo_admin.rewards.places import bar_words, named
from oo_admin.rewards.seen import SettledBar, SettledShown

GAP = 0.2
"""Part of a bar's place that stays free between two."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
"""Small numbers in words."""


def settled_shown(told: RewardDays, here: Here) -> SettledShown:
    """Return what the panel of settled shares shows."""
    words = [bar_words(it.start, told.grain, here) for it in told.bars]
    return SettledShown(
        title=title(told),
        sub=(
            f"Share of each {told.grain.value}\u2019s picks that are final. Hatched: not yet. White mark: "
            "those that have a reward so far."
        ),
        any=any(it.tips for it in told.bars),
        ups=quarters(),
        across=named(words),
        bars=[_bar(it, at, len(told.bars)) for at, it in enumerate(told.bars)],
        rows=[_row(it, x) for it, x in zip(told.bars, words, strict=True)],
    )


def title(told: RewardDays) -> str:
    """Return the finding: through which day all is settled, and how many days are open."""
    if not any(it.tips for it in told.bars):
        return "How far each day is settled"
    one = told.open_days == 1
    number = NUMBERS[told.open_days] if told.open_days < len(NUMBERS) else count(told.open_days)
    if told.settled is None:
        return "No day of this period is settled yet"
    if not told.open_days:
        return "Every day of this period is settled"
    through = f"{told.settled:%a} {told.settled.day} {told.settled:%b}"
    return f"Settled through {through}; {number} {'day is' if one else 'days are'} open"


def _bar(it: Bar, at: int, of: int) -> SettledBar:
    wide = 100 / of
    final = it.final / it.tips if it.tips else 0.0
    rest = 1 - final if it.tips else 0.0
    return SettledBar(
        left=f"{wide * (at + GAP / 2):.2f}%",
        width=f"{wide * (1 - GAP):.2f}%",
        final=f"{100 * final:.1f}%",
        rest=f"{100 * rest:.1f}%",
        mark=f"{100 * it.evident / it.tips:.1f}%" if it.tips and it.final < it.tips else "",
    )


def _row(it: Bar, x: str) -> list[str]:
    parts = [share(n / it.tips if it.tips else None) for n in (it.final, it.evident)]
    return [x, count(it.tips), *parts, "open" if it.open else "settled"]
