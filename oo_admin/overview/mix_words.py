"""Put the mix of reactions into words, bars and labels."""

from collections.abc import Sequence
from math import floor

from core.domain.deployment import Reign
from core.domain.figure import Change, TooFew
from core.domain.overview import Bar, Chosen, Mix
from core.domain.period import Grain
from oo_admin.colours import OTHER, REACTIONS, of_policy
from oo_admin.frame import Here
from oo_admin.notes.words import happened
from oo_admin.numbers import count, share
from oo_admin.overview.seen import ChosenRow, MixRow, MixShown
from oo_admin.parts.time_chart import Band, Label, bands, marks

FEWEST = 30
"""Labels stand beside the last bar of so many tips: a smaller one leans by chance."""
APART = 13.0
"""Percent of the height that a label of two lines needs."""
SHOWN = 7
"""Policies that are named; the others are summed up."""
NAMES = {"done": "Done", "snooze": "Snooze", "dismiss": "Dismiss", "none": "No answer"}
"""What is labelled, from below."""
STACKED = ("done", "snooze", "dismiss", "none", "open")
"""What a bar is made of, from below."""


def mix_shown(mix: Mix, here: Here) -> MixShown:
    """Return what the panel of the mix shows."""
    absolute = here.address.get("mix") == "n"
    other = here.address.without("mix") if absolute else here.address.put(mix="n")
    told = mix.history
    return MixShown(
        title=title(mix, here),
        sub=_sub(here),
        note=_note(mix, here),
        unit="" if absolute else "\u202f%",
        other="Shares" if absolute else "Numbers",
        other_href=other.href,
        any=mix.total.total > 0,
        count=len(mix.bars),
        bars=[_bar(it, mix, here, absolute=absolute) for it in mix.bars],
        rows=[_row(it, mix, here) for it in mix.bars],
        labels=labels(mix, absolute=absolute),
        marks=marks(here.period, happened(told.marks, here.address)),
        bands=_bands(here, told.reigns),
    )


def title(mix: Mix, here: Here) -> str:
    """Return the finding: what is clearly more or less, and since when or than when."""
    found = [
        words
        for change, more, fewer in (
            (mix.done, "more done", "fewer done"),
            (mix.dismiss, "more dismissed", "fewer dismissed"),
        )
        if (words := _clearly(change, more, fewer))
    ]
    if not mix.total.total:
        return "How tips were answered"
    if not found:
        compared = mix.done is not None and not isinstance(mix.done, TooFew)
        return "No clear change in how tips are answered" if compared else "How tips were answered"
    new = next((it for it in mix.history.reigns if here.period.start < it.since), None)
    than = f"since {new.policy} took over" if new else f"than {articled(_before(here))}"
    return f"{', '.join(found).capitalize()} {than}"


def labels(mix: Mix, *, absolute: bool) -> list[Label]:
    """Return the labels beside the last bar, kept apart; figures are of the whole period."""
    total = mix.total
    if not total.total:
        return []
    last = next((it.endings for it in reversed(mix.bars) if it.endings.total >= FEWEST), total)
    most = max((it.endings.total for it in mix.bars), default=0) if absolute else last.total
    figures = {name: getattr(total, name) for name in NAMES} | {"none": total.none + total.open}
    height, made, room = 0.0, [], 100.0
    for name, words in NAMES.items():
        size = last.none + last.open if name == "none" else getattr(last, name)
        middle = 100 - 100 * (height + size / 2) / max(1, most)
        height += size
        top = min(room, middle - APART / 2)
        room = top - APART
        figure = count(figures[name]) if absolute else share(figures[name] / total.total)
        made.append(
            (top, Label(words, f"{figure} of period" if not absolute else figure, REACTIONS[name]))
        )
    lift = min(0.0, *(top for top, _ in made))
    return [Label(it.words, it.figure, it.colour, f"{top - lift:.1f}%") for top, it in made]


def chosen_rows(chosen: Sequence[Chosen], champion: str) -> list[ChosenRow]:
    """Return who chose the tips, the smallest ones together."""
    total = sum(it.tips for it in chosen)
    shown = list(chosen[:SHOWN])
    rest = sum(it.tips for it in chosen[SHOWN:])
    rows = [_chosen(_who(it, champion), it.tips, total, _colour(it)) for it in shown]
    return [*rows, *([_chosen("others", rest, total, OTHER)] if rest else [])]


def articled(words: str) -> str:
    """Return what a period is compared with as it stands in a sentence: "the previous 28 days"."""
    return f"the {words}" if words.startswith(("previous", "same")) else words


def _who(it: Chosen, champion: str) -> str:
    if it.fallback:
        return "fallback, random"
    if it.experiment:
        role = "holdback" if it.policy.startswith("rule") else it.policy
        return f"{it.experiment} {role}"
    return f"{it.policy}, champion" if it.policy == champion else it.policy


def _colour(it: Chosen) -> str:
    return "var(--ck-text)" if it.fallback else of_policy(it.policy)


def _chosen(words: str, tips: int, total: int, colour: str) -> ChosenRow:
    part = tips / total if total else 0.0
    return ChosenRow(words, count(tips), share(part), f"{100 * part:.2f}%", colour)


def _clearly(change: Change | TooFew | None, more: str, fewer: str) -> str:
    if not isinstance(change, Change) or not change.clear:
        return ""
    return more if change.value > 0 else fewer


def _before(here: Here) -> str:
    return here.before.words if here.before else ""


def _sub(here: Here) -> str:
    if here.before is None:
        return "Nothing is compared."
    return "Before and after, not a comparison of equals: season and new users are in it."


def _note(mix: Mix, here: Here) -> str:
    """Return how the drawing is read, and what it leaves out."""
    local = here.period.end.astimezone(here.zone)
    parts = ["No answer means none within 24 h of being shown. Hatched: those 24 h are not over."]
    if here.before and local.time().replace(microsecond=0).isoformat() != "00:00:00":
        parts.append(f"The last day is cut at {local:%H:%M}, and so is its twin.")
    if mix.left_out:
        parts.append(f"Left out: {count(mix.left_out)} taken back, or gone elsewhere.")
    return " ".join(parts)


def _when(bar: Bar, mix: Mix, here: Here) -> str:
    """Return the name of a bar: an hour, a day, or the day a week begins on."""
    local = bar.start.astimezone(here.zone)
    if mix.grain is not Grain.HOUR:
        return f"{local.day} {local:%b}"
    return f"{local:%H}:00" if here.period.length == 1 else f"{local:%a %H}:00"


def _bar(bar: Bar, mix: Mix, here: Here, *, absolute: bool) -> dict[str, str | float]:
    """Return a bar as the chart takes it: shares that fill it exactly, or numbers."""
    counted, x = bar.endings, _when(bar, mix, here)
    numbers = dict(zip(STACKED, counted.numbers(), strict=True))
    if absolute or not counted.total:
        return {"x": x, **numbers}
    # Rounded up together they would pass 100 % and the axis would end at 110.
    return {"x": x} | {name: floor(1e4 * n / counted.total) / 100 for name, n in numbers.items()}


def _row(bar: Bar, mix: Mix, here: Here) -> MixRow:
    it, total = bar.endings, bar.endings.total
    shares = [share(n / total) if total else share(None) for n in it.numbers()]
    told = dict(zip(STACKED, shares, strict=True))
    return MixRow(when=_when(bar, mix, here), tips=count(total), **told)


def _bands(here: Here, reigns: Sequence[Reign]) -> list[Band]:
    told = [(it.since, it.until, f"champion {it.policy}", of_policy(it.policy)) for it in reigns]
    return bands(here.period, told)
