"""Put what stands beside the charts into words: guardrails, how much longer, the rules, what was decided."""

from collections.abc import Sequence

from core.domain.audit import DONE
from core.domain.chain import Entry
from core.domain.experiment_panel import AGREED, ExperimentSeen, Needed
from core.domain.figure import Change, TooFew
from core.domain.overview import Guard
from oo_admin.experiments.seen import Check, Happened, Pair
from oo_admin.experiments.words import arms, sides, when
from oo_admin.here import Here
from oo_admin.numbers import THIN, UNKNOWN, count, plain, points, signed

NAMES = {"dismissed": "Dismiss rate", "undone": "Undo rate", "unanswered": "No answer"}
"""What each guardrail is called."""
LOOKS = {"held": "ok", "watch": "warn", "broken": "bad"}
"""How each standing looks; what is not known never looks well."""
SAID = {
    "watch": "the interval still reaches past the margin. Not shown to be safe, not shown to be unsafe.",
    "broken": "worse by more than was agreed.",
    "too few": "too few to compare.",
    "held": "the whole interval is on the safe side.",
}
"""What each standing means."""
BEGAN = "began an experiment"
"""The deed that began it."""


def guards(seen: ExperimentSeen) -> list[Check]:
    """Return the guardrails, one side against the other."""
    return [_guard(it) for it in seen.guards]


def guards_titled(seen: ExperimentSeen) -> str:
    """Return what is held against what."""
    return (
        f"Guardrails, {' against '.join(sides(seen.contrast))}" if seen.contrast else "Guardrails"
    )


def guards_note(seen: ExperimentSeen) -> str:
    """Return what the worst of them means; nothing where nothing is compared."""
    if not seen.guards:
        return ""
    worst = next((it for it in ("broken", "watch", "too few") if it in _standings(seen)), "held")
    named = [NAMES[it.name] for it in seen.guards if it.standing == worst]
    names = "All" if len(named) == len(seen.guards) > 1 else ", ".join(named)
    return f"{names}: {SAID[worst]} Scoring times and nudges are not told apart by arm."


def longer(seen: ExperimentSeen) -> list[str]:
    """Return how much longer it takes, in sentences."""
    if seen.contrast is None or seen.ruled_out is None:
        return ["Not known while there are too few settled picks to see how much users differ."]
    one, other = sides(seen.contrast)
    told = []
    if seen.told_apart is not None:
        gap = plain(seen.told_apart.gap, 3)
        told.append(
            f"To tell {one} from {other} at their present gap of {gap}: {_time(seen.told_apart)}."
        )
    told.append(
        f"To rule out a gap above {AGREED.gap:g}: {_time(seen.ruled_out)}. The second is mostly the "
        "useful question."
    )
    return told


def rules(seen: ExperimentSeen, entries: Sequence[Entry], here: Here) -> list[Pair]:
    """Return what was agreed before it began, and who began it."""
    it = seen.experiment
    began = next((entry for entry in entries if entry.action == BEGAN), None)
    known = [Pair("Begun", f"{when(it.began_at, here)}{f' by {began.actor}' if began else ''}")]
    if it.ended_at:
        known.append(Pair("Ended", when(it.ended_at, here)))
    if began and began.reason:
        known.append(Pair("Why", began.reason))
    return [
        *known,
        Pair("Arms", arms(it)),
        Pair(
            "Winner",
            f"P(best) over {AGREED.sure:g}, {AGREED.days} days, {AGREED.picks} settled picks each",
        ),
        Pair("Metric", f"reward a pick, ladder-1, 24{THIN}h window, silence counted"),
        Pair("Smallest gap that matters", f"{AGREED.gap:g}"),
        Pair("Counts from", "a user's first tip of it"),
    ]


def decisions(seen: ExperimentSeen, entries: Sequence[Entry], here: Here) -> list[Happened]:
    """Return what was decided, newest first: from the audit; from marks what is not in it, or not read."""
    done = [it for it in entries if it.result == DONE and not it.action.startswith("asked")]
    told = [(it.at, Happened(when(it.at, here), it.action, it.actor, it.reason)) for it in done]
    moments = {it.at for it in done}  # an act and its mark are of one moment
    marks = [
        (it.at, Happened(when(it.at, here), it.words))
        for it in seen.happened
        if it.link == seen.experiment.name and it.at not in moments
    ]
    return [it for _, it in sorted([*told, *marks], key=lambda pair: pair[0], reverse=True)]


def _standings(seen: ExperimentSeen) -> frozenset[str]:
    return frozenset(it.standing for it in seen.guards)


def _guard(it: Guard) -> Check:
    if not isinstance(it.change, Change):
        few = it.change.count if isinstance(it.change, TooFew) else 0
        line = f"too few: {count(few)}" if few else UNKNOWN
        return Check(NAMES[it.name], line, "unk")
    half = max(it.change.high - it.change.value, it.change.value - it.change.low)
    line = f"{points(it.change.value)} ± {100 * half:.1f}, margin {signed(100 * it.margin, 1)}"
    return Check(NAMES[it.name], line, LOOKS.get(it.standing, "unk"))


def _time(it: Needed) -> str:
    users = f"{count(it.users)} users in all"
    if it.days is None:
        return f"never at the present traffic ({users})"
    if not it.days:
        return f"there are enough users now ({users})"
    return f"about {count(it.days)} {'day' if it.days == 1 else 'days'} ({users})"
