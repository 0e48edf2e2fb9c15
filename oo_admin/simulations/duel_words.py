"""Say of a finished run which policy is better in which world, and what may be claimed."""

from core.domain.sim_view import Duel, Found, PolicySeen, RunLine, Span, WorldSeen
from oo_admin.frame import Here
from oo_admin.moments import moment_words
from oo_admin.numbers import MINUS, count, plain, signed
from oo_admin.parts.scale import Scale
from oo_admin.parts.whisker import Axis, Whisker, axis_over
from oo_admin.simulations.naming import in_words, many, name_of, report_href
from oo_admin.simulations.run_words import pin_of
from oo_admin.simulations.shown import DuelGroup, DuelRow, Tick, Verdicts

LOOKS = {"better": ("Better", "up"), "worse": ("Worse", "dn"), "no evidence": ("No evidence", "no")}
"""Word and glyph of each verdict."""
DIGITS = 3
"""Decimals of a difference."""
ALIKE = 0.995
"""From here on two orders are written as the same."""
COLOURS = {"up": "up", "dn": "down", "no": "unclear"}
"""Colour of the interval beside it."""
CLAIM = (
    "Could have seen: the smallest true difference this run would detect four times in five. "
    "A claim needs the same sign in every world with a gap, and from every judge."
)
"""What it takes to claim anything."""
SUB = (
    "Difference in shares of the gap, same persona, same seed, same noise. The unit is the persona, "
    "not the pick; intervals allow for all comparisons of a world together."
)
"""What is compared."""


def verdicts(run: RunLine, found: Found, here: Here) -> Verdicts:
    """Return the verdicts of a run that is done."""
    first, rivals = "".join(run.setup.policies[:1]), run.setup.policies[1:]
    if not rivals or not found.worlds:
        said = "One policy only: there is nothing to compare it with."
        return Verdicts(found.headline, empty=said if found.worlds else "It takes two people.")
    axis = axis_over([_ends(it) for world in found.worlds if world.clear for it in world.duels])
    pin, words = pin_of(run, here.address)
    return Verdicts(
        title=title(found, first, rivals),
        sub=SUB,
        meta=_meta(run, here),
        ticks=_ticks(axis),
        groups=[_group(found, name, first, axis) for name in rivals],
        claims=_claims(found),
        report=report_href(run),
        pin=pin,
        pin_words=words,
    )


def title(found: Found, first: str, rivals: tuple[str, ...]) -> str:
    """Return the finding: of one rival world by world, of several what holds of each."""
    if len(rivals) > 1:
        return found.headline
    rival = "".join(rivals)
    said = [it.verdict for world in found.worlds if world.clear for it in world.duels]
    better, worse = said.count("better"), said.count("worse")
    parts = [f"better in {many(better, 'world')}"] if better else []
    parts += [f"worse in {in_words(worse) if better else many(worse, 'world')}"] if worse else []
    if not parts:
        return f"{rival} against {first}: no clear difference"
    claim = "" if len(said) in {better, worse} else ", so no claim"
    return f"{rival} against {first}: {', '.join(parts)}{claim}"


def _meta(run: RunLine, here: Here) -> str:
    ended = moment_words(run.last_at or run.created_at, here.zone, here.now)
    sizes = f"{run.setup.personas} personas × {count(run.setup.seeds)} {'seed' if run.setup.seeds == 1 else 'seeds'}, paired"
    return f"{name_of(run.id)}, done {ended} · {sizes}"


def _ticks(axis: Axis) -> list[Tick]:
    return [Tick(f"{axis.place(it):.2f}%", _tick(it)) for it in Scale(axis.low, axis.high).ticks(3)]


def _tick(value: float) -> str:
    return "0" if abs(value) < 1e-9 else f"{value:+.2g}".replace("-", MINUS)  # noqa: PLR2004 — rounding


def _group(found: Found, name: str, first: str, axis: Axis) -> DuelGroup:
    rows = [
        _row(world, duel, first, axis)
        for world in found.worlds
        for duel in world.duels
        if duel.policy == name
    ]
    return DuelGroup(f"{name} minus {first}", rows)


def _row(world: WorldSeen, duel: Duel, first: str, axis: Axis) -> DuelRow:
    word, look = LOOKS[duel.verdict]
    it, digits = duel.difference, DIGITS
    drawn = (
        axis.whisker(it.low, it.value, it.high, look=COLOURS[look]) if world.clear else Whisker()
    )
    by = {one.policy: one for one in world.policies}
    return DuelRow(
        world=world.world,
        aside="" if world.clear else "no gap to close: in reward",
        whisker=drawn,
        figure=signed(it.value, digits),
        half=f"± {plain(it.half, digits)}",
        verdict=word,
        look=look,
        mine=_closed(by[duel.policy]),
        other=_closed(by[first]),
        least=plain(world.least, digits),
    )


def _ends(it: Duel) -> tuple[float, float]:
    return it.difference.low, it.difference.high


def _closed(it: PolicySeen) -> str:
    return f"{_value(it.early)} / {_value(it.gap)}"


def _value(it: Span | None) -> str:
    return plain(it.value if it else None)


def _claims(found: Found) -> list[str]:
    said = [CLAIM, *(f"{it}." for it in found.claims)]
    if found.tau is not None:
        least = ""
        if found.unlike is not None and found.unlike[2] < ALIKE:
            one, other, tau = found.unlike
            least = f"; least alike are {one} and {other} ({plain(tau)})"
        said.append(
            f"The worlds put the policies in one order to Kendall’s tau {plain(found.tau)}{least}."
        )
    return [*said, *([found.judges] if found.judges else [])]


def rows_of(found: Found) -> list[tuple[str | float | int | None, ...]]:
    """Return every comparison as numbers, for a file."""
    return [
        (
            world.world,
            duel.policy,
            duel.verdict,
            "gap" if world.clear else "reward",
            duel.difference.value,
            duel.difference.low,
            duel.difference.high,
            world.least,
            world.people,
        )
        for world in found.worlds
        for duel in world.duels
    ]


COLUMNS = (
    "world",
    "policy",
    "verdict",
    "unit",
    "difference",
    "low",
    "high",
    "could_have_seen",
    "people",
)
"""Names of what `rows_of` returns."""


NO_VERDICT = Verdicts(
    "No run is done yet", empty="A verdict is given when every part of a run is done."
)
"""What stands where no run is done."""
