"""Show what a run found on a terminal: tables that fit, and what may be concluded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from core.sim.findings import Findings, Line, WorldFindings
from core.sim.hand import REFERENCES
from core.sim.report.facts import Facts
from core.sim.report.figures import UNKNOWN, difference, estimate, number, plain, short
from core.sim.report.words import (
    ALONE,
    BENEFIT,
    NO_GAP,
    NOBODY,
    challengers,
    comparison,
    conclusions,
    crowd,
    detectable,
    digits,
    first,
    judges,
    size,
    warnings,
)

NAME = 24
"""Characters of a policy's or a group's name."""
AIR = 2
"""Spaces between two columns: the padding, and the place of a rule that is not drawn."""
DISMISSED = 2
"""Place of "dismiss" among the answers."""
ASCII = str.maketrans({"\u2212": "-", "\u2014": "-", "\u2026": "~", "\u2019": "'"})
"""What every terminal can show."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a world's table."""

    head: str
    cell: Callable[[WorldFindings, Line], str]


def table(found: Findings, facts: Facts, width: int = 80) -> str:
    """Return the report as plain text, so many characters wide at most, but for the command."""
    written = StringIO()
    show(found, facts, Console(file=written, width=width, color_system=None, highlight=False))
    return "".join(f"{it.rstrip()}\n" for it in written.getvalue().splitlines())


def show(found: Findings, facts: Facts, console: Console) -> None:
    """Print the report."""
    _say(console, f"Run {plain(facts.run_id)}: {size(found)}.", style="bold")
    for it in warnings(found, facts):
        _say(console, f"Note: {it}")
    for world in found.worlds:
        _world(found, world, console)
    _say(console, "")
    for it in _concluded(found):
        _say(console, it)
    _say(console, "")
    _say(console, BENEFIT)
    _say(console, "Make it again:")
    console.print(Text(f"  {plain(facts.command)}"), soft_wrap=True)


def _world(found: Findings, world: WorldFindings, console: Console) -> None:
    _say(console, "")
    _say(console, f"{plain(world.world)}: {_about(world)}", style="bold")
    for columns in _parts(_columns(found, world), world, console.width):
        _say(console, "")
        console.print(_drawn(columns, world))
    if seen := detectable(world):
        _say(console, f"A difference of {seen} could have been seen in four of five runs.")


def _about(world: WorldFindings) -> str:
    if world.clear:
        return f"{crowd(world)}; of the gap, 0 is chance and 1 the oracle"
    return f"{NO_GAP} ({crowd(world)}); figures are of reward"


def _columns(found: Findings, world: WorldFindings) -> tuple[Column, ...]:
    against = Column(f"against {short(first(found), NAME)}", _against)
    compared = (against,) if world.comparisons else ()
    regret = Column("regret", lambda _, it: number(it.regret.mean, 3))
    if not world.clear:
        return (Column("reward", lambda _, it: estimate(it.worth, 3)), *compared, regret)
    return (
        Column("gap closed", lambda _, it: estimate(it.gap)),
        *compared,
        regret,
        Column("dismissed", lambda _, it: number(it.answers[DISMISSED].value)),
        Column("first 15", lambda _, it: _phase(it, 0)),
        Column("16-60", lambda _, it: _phase(it, 1)),
        Column("rest", lambda _, it: _phase(it, 2)),
        Column("calibration", _calibration),
        Column("worst group", _worst),
    )


def _phase(line: Line, place: int) -> str:
    it = line.phases[place]
    return UNKNOWN if it is None else number(it.value)


def _against(world: WorldFindings, line: Line) -> str:
    it = comparison(world, line.policy)
    return "" if it is None else f"{it.verdict} {difference(it.difference, digits(world))}"


def _calibration(_: WorldFindings, line: Line) -> str:
    return UNKNOWN if line.calibration is None else number(line.calibration.error.value)


def _worst(_: WorldFindings, line: Line) -> str:
    if line.worst is None or line.policy in REFERENCES:
        return UNKNOWN
    return f"{short(line.worst.name, NAME)} {number(line.worst.share.value)}"


def _parts(
    columns: tuple[Column, ...], world: WorldFindings, width: int
) -> Iterator[tuple[Column, ...]]:
    """Return the columns in as many tables as it takes for none to be too wide."""
    name = max(cell_len(it) for it in ("policy", *(_name(it) for it in world.lines)))
    part: list[Column] = []
    used = name + AIR
    for column in columns:
        needed = AIR + max(
            cell_len(it) for it in (column.head, *(column.cell(world, it) for it in world.lines))
        )
        if part and used + needed > width:
            yield tuple(part)
            part, used = [], name + AIR
        part.append(column)
        used += needed
    yield tuple(part)


def _drawn(columns: tuple[Column, ...], world: WorldFindings) -> Table:
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, AIR - 1, 0, 0))
    drawn.add_column("policy", no_wrap=True)
    for column in columns:
        drawn.add_column(_text(column.head), justify="right", no_wrap=True)
    for references in (False, True):
        for line in world.lines:
            if (line.policy in REFERENCES) is references:
                drawn.add_row(_text(_name(line)), *(_text(it.cell(world, line)) for it in columns))
        drawn.add_section()
    return drawn


def _name(line: Line) -> str:
    return short(line.policy, NAME)


def _concluded(found: Findings) -> Iterator[str]:
    if not found.worlds:
        yield NOBODY
    elif not challengers(found):
        yield ALONE
    else:
        yield from conclusions(found)
    if said := judges(found):
        yield said
    if found.ranking is None:
        return
    mean = found.ranking.mean
    yield f"Kendall's tau between worlds: {UNKNOWN if mean is None else number(mean)} on average"
    for pair in found.ranking.pairs:
        tau = UNKNOWN if pair.tau is None else number(pair.tau)
        yield f"  {tau} {plain(pair.one)} and {plain(pair.other)}"


def _say(console: Console, words: str, style: str = "") -> None:
    console.print(Text(words.translate(ASCII), style=style))


def _text(words: str) -> Text:
    return Text(words.translate(ASCII))
