"""Say in sentences what a run found: the same ones on the terminal, on the page and in JSON."""

from core.analytics.verdict import Comparison, Shipped, Verdict
from core.domain.sim_run import RunState
from core.sim.diary import UNJUDGED
from core.sim.findings import Findings, WorldFindings
from core.sim.hand import REFERENCES
from core.sim.report.facts import Facts
from core.sim.report.figures import count, number, plain

NO_GAP = "no gap to close"
"""What is said of a world where chance does as well as the best possible."""
BENEFIT = "Synthetic people only: no figure here is a user's benefit."
"""What every report says of itself."""
ALONE = "One policy only: there is nothing to compare it with."
"""Stands in place of verdicts when there is none to give."""
NOBODY = "Nothing can be said: it takes two people who have lived under every policy."
"""Stands in place of everything when no world has two whole people."""
NO_WORLD = "no world has a gap to close, so nothing can be said"
"""Why nothing is concluded when no policy could have done better than chance."""


def contestants(found: Findings) -> tuple[str, ...]:
    """Return the policies that are compared; the others compare with the first of them."""
    return tuple(it for it in found.plan.policies if it not in REFERENCES)


def first(found: Findings) -> str:
    """Return the policy that the others are compared with; empty when there are only references."""
    return found.plan.first


def challengers(found: Findings) -> tuple[str, ...]:
    """Return the policies that are compared with the first."""
    return contestants(found)[1:]


def comparison(world: WorldFindings, policy: str) -> Comparison | None:
    """Return a policy's comparison in a world; None when it has none."""
    return next((it for it in world.comparisons if it.name == policy), None)


def clear(found: Findings) -> tuple[str, ...]:
    """Return the worlds that have a gap to close."""
    return tuple(it.world for it in found.worlds if it.clear)


def conclusion(found: Findings, policy: str) -> str:
    """Return what holds of a policy in every world, "better than bayes-v1 in every world …"."""
    worlds, shipped = clear(found), found.conclusions.get(policy)
    if shipped is None or not worlds:
        return NO_WORLD
    other = plain(first(found))
    if shipped.dissenters:
        return f"no evidence; {_quarrel(found, policy, shipped)}"
    if shipped.verdict is Verdict.NO_EVIDENCE:
        return f"no evidence of a difference from {other} in any world with a gap"
    if len(worlds) == 1:
        return f"{shipped.verdict} than {other} in {plain(worlds[0])}, the only world with a gap"
    return (
        f"{shipped.verdict} than {other} in every world with a gap ({count(len(worlds), 'world')})"
    )


def conclusions(found: Findings) -> tuple[str, ...]:
    """Return a sentence for each policy that was compared."""
    return tuple(f"{plain(it)}: {conclusion(found, it)}" for it in challengers(found))


def headline(found: Findings, facts: Facts) -> str:
    """Return the finding in one sentence, which is no more than "so far" until a run is done."""
    said = _headline(found)
    return said if facts.state is RunState.DONE or not found.worlds else f"So far, {said}"


def _headline(found: Findings) -> str:
    name, others = plain(first(found)), challengers(found)
    if not found.worlds:
        return "Nothing can be said yet"
    if not others:
        return f"{name}: nothing to compare it with" if name else "Reference lines only"
    if len(others) == 1:
        return conclusions(found)[0]
    said = _tally(found) if clear(found) else NO_WORLD
    return f"{count(len(others), 'policy', 'policies')} against {name}: {said}"


def size(found: Findings) -> str:
    """Return how much was lived: people, seeds, decisions and worlds."""
    plan = found.plan
    return ", ".join(
        (
            count(len(plan.people), "person", "people"),
            count(len(plan.seeds), "seed"),
            f"up to {count(plan.decisions, 'decision')} a life",
            count(len(plan.worlds), "world"),
            f"judge: {plain(plan.judge)}",
        )
    )


def crowd(world: WorldFindings) -> str:
    """Return who lived in a world."""
    lives = count(world.lives, "life", "lives")
    return f"{count(world.people, 'person', 'people')}, {lives} under each policy"


def detectable(world: WorldFindings) -> str:
    """Return the smallest difference that could be seen, or nothing when none was looked for."""
    if world.detectable is None:
        return ""
    unit = "of the gap" if world.clear else "of reward"
    return f"{number(world.detectable, 3)} {unit}"


def digits(world: WorldFindings) -> int:
    """Return the decimals of a world's differences: rewards differ by less than shares do."""
    return 2 if world.clear else 3


def missing(found: Findings) -> tuple[str, ...]:
    """Return the worlds of the plan of which nothing is known."""
    known = {it.world for it in found.worlds}
    return tuple(it for it in found.plan.worlds if it not in known)


def warnings(found: Findings, facts: Facts) -> tuple[str, ...]:
    """Return what a reader must know before any figure: stopped, unfinished, gone, unjudged."""
    said = []
    parts = f"{facts.done} of {count(facts.total, 'part')}"
    if facts.state is RunState.STOPPED:
        why = plain(facts.note).rstrip(".") or "No reason is known"
        said.append(f"Stopped. {why}. The figures are of {parts}.")
    if facts.state is RunState.RUNNING:
        said.append(f"Still running: {parts} are done. A verdict is given after the last one.")
    if gone := missing(found):
        names = ", ".join(map(plain, gone))
        said.append(f"Too few people to say anything of: {names}.")
    return (*said, *_unjudged(found), *_failed(found))


def _unjudged(found: Findings) -> list[str]:
    shares = [
        f"{plain(it.world)} {number(most)}"
        for it in found.worlds
        if (most := max(line.answers[UNJUDGED].value for line in it.lines)) > 0
    ]
    if not shares:
        return []
    told = f"share at the policy with most of them: {', '.join(shares)}."
    return [f"Tips without a usable judgement, which count in no reward; {told}"]


def _failed(found: Findings) -> list[str]:
    times = [
        f"{plain(line.policy)} in {plain(it.world)}: {line.fallbacks}"
        for it in found.worlds
        for line in it.lines
        if line.fallbacks
    ]
    return [f"Picks that chance made because a policy failed: {'; '.join(times)}."] if times else []


def _quarrel(found: Findings, policy: str, shipped: Shipped) -> str:
    against = {it.where for it in shipped.dissenters}
    agreed = [it for it in found.worlds if it.clear and it.world not in against]
    dissent = ", ".join(f"{plain(it.where)} says {it.verdict}" for it in shipped.dissenters)
    said = next((it for world in agreed if (it := comparison(world, policy))), None)
    if said is None:
        return dissent
    return f"{said.verdict} in {_of(len(agreed), len(clear(found)))}, but {dissent}"


def _of(some: int, every: int) -> str:
    return f"{some} of {count(every, 'world')} with a gap"


def _tally(found: Findings) -> str:
    said = [it.verdict for name, it in found.conclusions.items() if name in challengers(found)]
    return ", ".join(f"{said.count(it)} {it}" for it in Verdict if said.count(it))


def judges(found: Findings) -> str:
    """Return how far the judge and the rules answer alike; nothing where the rules judged alone."""
    it = found.judges
    if it is None:
        return ""
    said = f"The judge and the rules gave the same answer to {number(it.agreed)} of the tips"
    if it.kappa is None:
        return f"{said}; kappa is undefined, because both gave one answer only."
    value, low, high = (number(one) for one in (it.kappa.value, it.kappa.low, it.kappa.high))
    return f"{said}: Cohen's kappa {value} [{low}, {high}], where 0 is chance and 1 the same."
