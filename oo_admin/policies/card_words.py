"""Put the card of a policy into words: checks, what it is made of, and its history."""

from collections.abc import Sequence

from core.domain.change import Change, ChangeKind
from core.domain.deployment import Deployment, Standing
from core.domain.policy_panel import PoliciesSeen, PolicyCard
from core.domain.preflight import Check, CheckState, blocked, unknown
from oo_admin.address import Address
from oo_admin.here import Here
from oo_admin.moments import moment_words
from oo_admin.numbers import count, share
from oo_admin.policies import words
from oo_admin.policies.cards import sentence
from oo_admin.policies.seen import Card, CheckRow, Offer, Past

CHECKS = {
    "lead": "Off-policy gain",
    "support": "Support of the log",
    "guardrails": "Guardrails",
    "propensities": "Propensities",
    "simulation": "Simulation",
    "fairness": "Fairness",
}
"""What each check is called."""
LOOKS = {
    CheckState.OK: "st ok",
    CheckState.WATCH: "st warn",
    CheckState.BLOCKED: "st bad",
    CheckState.UNKNOWN: "st unk",
}
"""How each state of a check looks."""
KINDS = {
    ChangeKind.PROMOTE: "Promote",
    ChangeKind.DEMOTE: "Demote",
    ChangeKind.ENABLE_SHADOW: "Enable as shadow",
    ChangeKind.DISABLE_SHADOW: "Disable shadow",
    ChangeKind.ROLL_BACK: "Roll back",
}
"""What each change is called on its button."""
VERDICTS = {"better": "st ok", "worse": "st bad"}
"""How a simulation's verdict looks; no evidence is unknown."""
MOST = 12
"""Lines of history that a card shows."""
FEW_FEATURES = 8
"""Features that are named; a policy of ours reads more than anybody wants to read."""


def card(found: PolicyCard, seen: PoliciesSeen, here: Here, offers: list[Offer]) -> Card:
    """Return the open policy in full."""
    it = next((one for one in seen.policies if one.name == found.name), None)
    champion = seen.live.policies.served if seen.live else ""
    state = words.STATES[it.standing] if it else "off"
    since = f" since {words.when(it.since, here)}" if it and it.since and it.standing else ""
    return Card(
        name=found.name,
        state=f"{state}{since}",
        sentence=sentence(found.name),
        offers=offers,
        checked=_checked(found, champion),
        checks=check_rows(found.checks),
        facts=_facts(found),
        features=_features(found),
        picks=here.address.to("/admin/log", f"policy:{found.name}").href,
        overridden=_overridden(here.address, found.name),
        tried=_tried(found),
        trial=_trial(found, champion, here),
        run=f"/admin/simulations/{found.trial.run}" if found.trial else "",
        history=history(found.name, seen, here),
    )


def check_rows(checks: Sequence[Check]) -> list[CheckRow]:
    """Return checks as a list shows them."""
    return [CheckRow(CHECKS.get(it.name, it.name), it.words, LOOKS[it.state]) for it in checks]


def history(name: str, seen: PoliciesSeen, here: Here) -> list[Past]:
    """Return when a policy stood and what was asked for it, the newest first."""
    stood = [(it.at, _stood(it, here)) for it in seen.deployments if it.policy == name]
    asked = [(it.asked_at, _asked(it, here)) for it in seen.changes if it.policy == name]
    both = sorted((*stood, *asked), key=lambda pair: pair[0], reverse=True)
    return [line for _, line in both[:MOST]]


def _stood(it: Deployment, here: Here) -> Past:
    role = "Champion" if it.role is Standing.CHAMPION else "Shadow"
    until = moment_words(it.until, here.zone, here.now) if it.until else "now"
    return Past(moment_words(it.at, here.zone, here.now), f"{role} until {until}", it.by, it.reason)


def _asked(it: Change, here: Here) -> Past:
    what = f"{KINDS[it.kind]}: {it.state.value}"
    said = f"{it.reason}. Applied although: {it.despite}" if it.despite else it.reason
    return Past(moment_words(it.asked_at, here.zone, here.now), what, it.asked_by, said)


def _checked(found: PolicyCard, champion: str) -> str:
    if not found.checks:
        return "It serves: there is nothing to prove."
    if against := blocked(found.checks):
        return f"{len(against)} of {len(found.checks)} checks speak against a promotion."
    if missing := unknown(found.checks):
        needs = " A promotion needs a reason for each." if found.learns else ""
        return f"{len(missing)} of {len(found.checks)} checks could not be made.{needs}"
    return f"All {len(found.checks)} checks let it take the place of {champion}."


def _facts(found: PolicyCard) -> list[tuple[str, str]]:
    arms = ", ".join(f"{name} ({share(part, 0)} of its users)" for name, part in found.experiments)
    return [
        ("Learns", "from every settled pick, user by user" if found.learns else "nothing"),
        ("Features", f"{len(found.features)} of {found.sheet}" if found.features else "none"),
        ("Prior", _prior(found)),
        ("Experiments", arms or "none that runs"),
        ("Served last to", f"{count(found.users)} {'user' if found.users == 1 else 'users'}"),
    ]


def _prior(found: PolicyCard) -> str:
    if not found.prior:
        return "expects nothing of people it has not met"
    if found.prior_learned_at:
        day = found.prior_learned_at
        return f"learned from people who allowed it, {day.day} {day:%b %Y}"
    return f"shipped: {found.prior}"


def _features(found: PolicyCard) -> str:
    named = ", ".join(found.features[:FEW_FEATURES])
    more = len(found.features) - FEW_FEATURES
    return f"{named} and {more} more" if more > 0 else named


def _overridden(address: Address, name: str) -> str:
    return address.to("/admin/log", f"policy:{name}", "assigned_by:user").href


def _tried(found: PolicyCard) -> list[CheckRow]:
    if found.trial is None:
        return []
    return [
        CheckRow(it.world, it.verdict, VERDICTS.get(it.verdict, "st unk"))
        for it in found.trial.simulated
    ]


def _trial(found: PolicyCard, champion: str, here: Here) -> str:
    if found.trial is None:
        against = f" beside {champion}" if champion and champion != found.name else ""
        return f"No finished run has {found.name}{against}."
    begun = moment_words(found.trial.begun_at, here.zone, here.now)
    return f"Run {str(found.trial.run)[-6:]} of {begun}, against {found.trial.against}:"
