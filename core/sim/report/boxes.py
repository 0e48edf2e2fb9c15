"""Say how a run was made, what its figures mean, and what they cannot mean."""

from core.sim.analyse import WINDOW
from core.sim.findings import Findings
from core.sim.report.facts import Facts
from core.sim.report.figures import plain
from core.sim.report.grid import Group, Row, grid
from core.sim.report.markup import Markup, tag

METHOD = (
    "The unit is the person: however many seeds and decisions somebody has, they count once.",
    "Comparisons are paired: the same people, lists and luck stand on both sides.",
    "Share of the gap: 0 is what picking by chance earns, 1 what the oracle earns.",
    "Better and worse are called at 5 % by Holm's method, all policies of a world together.",
    "Intervals of differences are those that fit the call; all others hold 95 % by themselves.",
    f"Curves show the last {WINDOW} decisions; a band holds at each decision by itself.",
    "A conclusion holds only if every world with a gap says the same.",
    "“Could have seen” is the smallest difference that so many people show in four of five runs.",
    "References: random picks by chance, rule-v1 sorts as people do, the oracle picks the best.",
)
"""How to read the figures."""
LIMITS = (
    "No figure here is a user's benefit: people in the laboratory answer by written laws.",
    "What all worlds have wrong, no comparison of worlds can show.",
    "A policy that is better here has earned a trial with people who agreed to one, and no more.",
    "The smallest of several groups' shares is partly bad luck: read it with its interval.",
    "A share of one persona's own gap is wild when that gap is small.",
    "Calibration speaks of answered tips only, and of the chance that a score was fitted to mean.",
)
"""What a simulation cannot tell."""


def method(found: Findings, facts: Facts) -> Markup:
    """Return what is counted and how, and what was frozen before anybody looked."""
    return tag("div", _listed(METHOD), _frozen(found, facts), class_="box")


def limits() -> Markup:
    """Return what nobody may read into the figures."""
    return tag("div", _listed(LIMITS), class_="box")


def _listed(sentences: tuple[str, ...]) -> Markup:
    return tag("ul", *(tag("li", it) for it in sentences))


def _frozen(found: Findings, facts: Facts) -> Markup:
    plan = found.plan
    days = "as each world has it" if plan.days is None else str(plan.days)
    known = {
        "run": facts.run_id,
        "begun": f"{facts.created_at:%Y-%m-%d %H:%M %Z}",
        "parts": f"{facts.done} of {facts.total}, {facts.state}",
        "code": facts.code,
        "digest of people and worlds": plan.digest,
        "people": f"{len(plan.people)}, from {plan.personas}",
        "worlds": ", ".join(plan.worlds),
        "policies": ", ".join(plan.policies),
        "seeds": ", ".join(map(str, plan.seeds)),
        "decisions a life, at most": str(plan.decisions),
        "days a life, at most": days,
        "judge": plan.judge,
        "prior": plan.prior,
    }
    rows = tuple(Row(name, (tag("code", plain(value)),)) for name, value in known.items())
    return grid("Frozen before anybody looked", ("what", "which"), (Group(rows),), style="words")
