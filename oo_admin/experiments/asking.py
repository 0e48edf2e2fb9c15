"""Read what the form of a new experiment says, and say what each act would do."""

from collections.abc import Mapping

from core.domain.assignment import Experiment, ExperimentPlan
from core.errors import Malformed
from oo_admin.acting import text_in
from oo_admin.experiments.words import arms, state
from oo_admin.numbers import count
from oo_admin.parts.act_sheet import Effect, Plan

ARMS = 3
"""Arms that the form has room for, beside the holdback."""
PERCENT = 100
"""Of which shares are said."""

BEGIN = Plan(
    title="Begin an experiment?",
    effects=[
        Effect("Who", "users who allow research; each keeps one arm throughout"),
        Effect("From", "the next tip on, in every process"),
        Effect("Everybody else", "goes on with the champion"),
    ],
    line="A name is used once. Nothing that was learned is lost. The charts mark it.",
    verb="Begin",
)
"""What beginning one does."""


def plan_in(form: Mapping[str, object]) -> ExperimentPlan:
    """Return the experiment that the form asks for; arms without a policy are left out.

    Raises: Malformed.
    """
    shares: dict[str, float] = {}
    for number in range(1, ARMS + 1):
        policy = text_in(form, f"arm-{number}")
        if policy:
            if policy in shares:
                raise Malformed("twice")
            shares[policy] = _share(text_in(form, f"share-{number}"))
    held = text_in(form, "holdback")
    return ExperimentPlan(
        text_in(form, "name"), tuple(shares.items()), _share(held) if held else 0.0
    )


def pausing(it: Experiment) -> Plan:
    """Return what a pause does."""
    return Plan(
        title=f"Pause {it.name}?",
        effects=[
            Effect("Its users", "get what all get, and keep their arms"),
            Effect("Picks meanwhile", "are the champion's, and do not count for it"),
        ],
        line="It can go on at any time.",
        verb="Pause",
        blocked=_unless(it, "running", "It does not run."),
    )


def resuming(it: Experiment) -> Plan:
    """Return what going on does."""
    return Plan(
        title=f"Let {it.name} go on?",
        effects=[Effect("Its users", "are served by their arms again, each by the one they had")],
        verb="Resume",
        blocked=_unless(it, "paused", "It does not rest."),
    )


def ending(it: Experiment) -> Plan:
    """Return what ending it does."""
    return Plan(
        title=f"End {it.name}?",
        effects=[
            Effect("Its users", "get what all get, from the next tip on"),
            Effect("Arms", arms(it)),
            Effect("What was learned and counted", "stays"),
        ],
        line="Its name cannot be used again.",
        verb="End it",
        typed=it.name,
        blocked="It has ended." if state(it) == "ended" else "",
    )


def resetting(policy: str, users: int, settled: int) -> Plan:
    """Return what resetting an arm does, as its dry run found."""
    return Plan(
        title=f"Let {policy} begin anew?",
        effects=[
            Effect("Users of whom it forgets", count(users)),
            Effect("Rewards that teach no more", count(settled)),
            Effect("Figures of the arm", "stay: they are of what was served"),
        ],
        line="User by user; each can be restored for seven days. Cut short, do it again.",
        verb="Reset the arm",
        blocked="" if users else f"{policy} has learned nothing of anybody in this arm yet.",
    )


def _unless(it: Experiment, wanted: str, otherwise: str) -> str:
    return "" if state(it) == wanted else otherwise


def _share(text: str) -> float:
    """Return a share of percents. Raises: Malformed."""
    try:
        found = float(text.replace(",", ".")) / PERCENT
    except ValueError as error:
        raise Malformed("share") from error
    if not 0 < found <= 1:
        raise Malformed("share")
    return found
