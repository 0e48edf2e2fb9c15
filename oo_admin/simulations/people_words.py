"""Say how a policy serves each group of personas, and what became of everybody's tips."""

from core.domain.sim_view import Found, GroupSeen, PolicySeen, RunLine, Span, WorldSeen
from oo_admin.address import Address
from oo_admin.colours import of_policy
from oo_admin.numbers import count, plain, share
from oo_admin.parts.scale import Scale, around
from oo_admin.simulations.curve_words import NAMES, world_of
from oo_admin.simulations.naming import name_of
from oo_admin.simulations.run_words import show_choices
from oo_admin.simulations.shown import AnswerRow, Answers, GroupRow, Groups, Tick

FAIR = 0.8
"""What the worst group's share should be of everybody's, at least (bandits.md T12)."""
KINDS = ("done", "snooze", "dismiss", "ignored")
"""What becomes of a tip, in the order of the table."""


def groups(run: RunLine, found: Found, address: Address) -> Groups:
    """Return the groups under the policy and in the world that the address names."""
    seen = _world(run, found, address)
    policy = _policy(seen, address) if seen else None
    if seen is None or policy is None or policy.gap is None:
        return Groups(
            "Nothing can be said of groups", empty="There is no gap to close, or nobody yet."
        )
    scale = _scale(policy)
    return Groups(
        title=_title(policy),
        sub=f"Gap closed over {count(run.setup.picks)} picks, 95 % intervals. {_target(policy)}",
        meta=f"{name_of(run.id)}, {policy.policy}, {seen.world}",
        colour=of_policy(policy.policy),
        rows=[_row(it, policy.gap.value, scale) for it in policy.groups],
        ticks=[Tick(scale.percent(it), share(it, 0)) for it in scale.ticks(4)],
        zero=scale.percent(0),
        mean=scale.percent(policy.gap.value),
        fair=scale.percent(FAIR * policy.gap.value) if policy.gap.value > 0 else "",
        policies=show_choices(
            address, "policy", {it: it for it in run.setup.policies}, policy.policy
        ),
    )


def worst(policy: PolicySeen) -> tuple[str, float] | None:
    """Return the group that is served worst, and its share over everybody's."""
    judged = [(it.name, it.gap.value) for it in policy.groups if it.gap]
    if not judged or policy.gap is None or policy.gap.value <= 0:
        return None
    name, value = min(judged, key=lambda it: it[1])
    return name, value / policy.gap.value


def _world(run: RunLine, found: Found, address: Address) -> WorldSeen | None:
    name = world_of(run, found, address)
    return next((it for it in found.worlds if it.world == name), None)


def _policy(world: WorldSeen, address: Address) -> PolicySeen | None:
    own = [it for it in world.policies if not it.reference]
    named = next((it for it in own if it.policy == address.get("policy")), None)
    return named or next(iter(own), None)


def _scale(policy: PolicySeen) -> Scale:
    ends = [end for it in policy.groups if it.gap for end in (it.gap.low, it.gap.high)]
    return around(ends, 0.0, 1.0)


def _title(policy: PolicySeen) -> str:
    found = worst(policy)
    if found is None:
        return f"{policy.policy} closes no gap: there is nothing to share out"
    return f"“{found[0]}” gains least: {plain(found[1])} of the mean"


def _target(policy: PolicySeen) -> str:
    found = worst(policy)
    if found is None:
        return ""
    met = "met" if found[1] >= FAIR else "not met"
    return f"The target for the worst group is {FAIR:.2f} of the mean: {met}."


def _row(it: GroupSeen, mean: float, scale: Scale) -> GroupRow:
    people = f"{count(it.people)} personas"
    if it.gap is None:
        return GroupRow(it.name, people, figure=plain(None), ratio="no clear gap")
    ratio = it.gap.value / mean if mean > 0 else None
    return GroupRow(
        name=it.name,
        people=people,
        shown=True,
        left=scale.percent(it.gap.low),
        width=_width(it.gap, scale),
        at=scale.percent(it.gap.value),
        figure=f"{plain(it.gap.value)} ± {plain(it.gap.half)}",
        ratio=plain(ratio),
        short=ratio is not None and ratio < FAIR,
    )


def _width(it: Span, scale: Scale) -> str:
    return f"{100 * (scale.share(it.high) - scale.share(it.low)):.2f}%"


def answers(run: RunLine, found: Found, address: Address) -> Answers:
    """Return what became of the tips of every policy in the world that the address names."""
    seen = _world(run, found, address)
    if seen is None:
        return Answers("What became of the tips")
    return Answers(
        title=_most_done(seen),
        meta=f"{name_of(run.id)}, {seen.world}",
        rows=[
            AnswerRow(
                NAMES.get(it.policy, it.policy),
                "var(--ck-other)" if it.reference else of_policy(it.policy),
                [share(it.answers.get(kind), 0) for kind in KINDS],
            )
            for it in sorted(seen.policies, key=lambda it: it.reference)
        ],
    )


def _most_done(world: WorldSeen) -> str:
    own = [it for it in world.policies if not it.reference] or list(world.policies)
    most = max(own, key=lambda it: it.answers.get("done", 0.0))
    return f"{most.policy}: {share(most.answers.get('done', 0.0), 0)} of tips done"
