"""Say what a change of policies would do, before anybody asks for it or applies it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.domain.access import Right
from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.deployment import Policies, changed
from core.domain.policy_panel import PoliciesSeen
from core.domain.preflight import Check, blocked, unknown
from core.errors import Malformed
from oo_admin.here import Here
from oo_admin.moments import ago
from oo_admin.parts.act_sheet import Effect, Plan
from oo_admin.policies.card_words import KINDS, check_rows
from oo_admin.policies.seen import Offer, Request

ASKED = (
    ChangeKind.PROMOTE,
    ChangeKind.ENABLE_SHADOW,
    ChangeKind.DISABLE_SHADOW,
    ChangeKind.DEMOTE,
)
"""What can be asked for; a roll back is done at once."""
IN_FORCE = Effect("In force", "with the next tip, in every process within 2\u202fs")
"""How fast a change is."""
BY_RULE = frozenset({"random", "rule-v1"})
"""Policies that learn nothing: no check has to be outweighed for them."""


def offers(standing: Policies | None, name: str, rights: frozenset[str]) -> list[Offer]:
    """Return the changes that can be asked for a policy as things stand."""
    if standing is None or Right.POLICIES_PROPOSE not in rights:
        return []
    return [
        Offer(kind.value, f"{KINDS[kind]}…")
        for kind in ASKED
        if after(standing, kind, name) is not None
    ]


def after(standing: Policies, kind: ChangeKind, name: str) -> Policies | None:
    """Return what would stand after a change; None when it is none."""
    try:
        return changed(standing, kind, name)
    except Malformed:
        return None


def asking(standing: Policies | None, name: str, checks: Sequence[Check]) -> dict[str, Plan]:
    """Return what each change that can be asked for would do; all of them are there, empty or not."""
    return {kind.value: _asking(standing, kind, name, checks) for kind in ASKED}


def _asking(
    standing: Policies | None, kind: ChangeKind, name: str, checks: Sequence[Check]
) -> Plan:
    then = after(standing, kind, name) if standing else None
    if standing is None or then is None:
        return Plan()
    against = blocked(tuple(checks)) if kind is ChangeKind.PROMOTE else ()
    line = (
        "It changes nothing yet: somebody with the right applies it, and the checks are made anew."
    )
    if against:
        names = ", ".join(it.name for it in against)
        line = f"As things stand it would be refused: {names}. {line}"
    return Plan(
        title=f"{KINDS[kind]} {name}?",
        effects=effects(standing, then),
        line=line,
        verb="Ask for it",
    )


def rolling_back(seen: PoliciesSeen, changes: Sequence[Change]) -> Plan:
    """Return what a roll back would do; why there is none, when there is none."""
    if seen.before is None or seen.live is None:
        return Plan(title="Roll back?", blocked="Nothing came before what stands now.")
    last = max(
        (it for it in changes if it.applied_at),
        key=lambda it: it.applied_at or it.asked_at,
        default=None,
    )
    undone = f"{KINDS[last.kind]} {last.policy}" if last else "the change in force"
    return Plan(
        title=f"Roll back to {seen.before.served}?",
        effects=[
            Effect("Takes back", undone.lower()),
            *effects(seen.live.policies, seen.before),
            IN_FORCE,
            Effect("Posteriors", "stay: nothing that was learned is lost"),
        ],
        line="What has served can serve again without a check. The charts mark it.",
        verb="Roll back",
    )


def effects(standing: Policies, then: Policies) -> list[Effect]:
    """Return what differs between two deployments."""
    kept = ", ".join(then.shadows) or "none"
    was = ", ".join(standing.shadows) or "none"
    champion = (
        f"{standing.served} → {then.served}" if standing.served != then.served else standing.served
    )
    return [
        Effect("Champion", champion),
        Effect(
            "Shadows", f"{was} → {kept}" if set(standing.shadows) != set(then.shadows) else kept
        ),
    ]


def requests(
    seen: PoliciesSeen, checks: Mapping[str, tuple[Check, ...]], here: Here
) -> list[Request]:
    """Return the changes that wait, the oldest first; checks are of promotions, by policy."""
    waiting = [it for it in seen.changes if it.state is ChangeState.OPEN]
    return [_request(it, seen, checks.get(it.policy, ()), here) for it in waiting]


def _request(it: Change, seen: PoliciesSeen, checks: tuple[Check, ...], here: Here) -> Request:
    made = checks if it.kind is ChangeKind.PROMOTE else ()
    title = f"{KINDS[it.kind]} {it.policy}"
    return Request(
        id=str(it.id),
        title=title,
        asked=f"asked by {it.asked_by}, {_ago(it.asked_at, here)}",
        reason=it.reason,
        checks=check_rows(made),
        apply_name=f"apply-{it.id}",
        withdraw_name=f"withdraw-{it.id}",
        apply=_applying(it, seen, made, title),
        withdraw=Plan(f"Withdraw “{title}”?", line="It is not applied.", verb="Withdraw"),
        despite=_despite(it, made),
    )


def _applying(it: Change, seen: PoliciesSeen, checks: tuple[Check, ...], title: str) -> Plan:
    standing = seen.live.policies if seen.live else None
    then = after(standing, it.kind, it.policy) if standing else None
    if standing is None or then is None:
        return Plan(f"{title}?", blocked="It would change nothing any more. Withdraw it.")
    against = blocked(checks)
    names = ", ".join(one.name for one in against)
    refused = f"Refused when applied: {names} speaks against it. No reason outweighs that."
    return Plan(
        title=f"{title}?",
        effects=[*effects(standing, then), IN_FORCE],
        line=refused if against else "The checks are made anew. One click rolls it back.",
        verb="Apply, and be refused" if against else "Apply",
    )


def _despite(it: Change, checks: tuple[Check, ...]) -> str:
    missing = unknown(checks)
    if not missing or blocked(checks) or it.policy in BY_RULE:
        return ""
    names = ", ".join(one.name for one in missing)
    return f"Why, although these could not be checked: {names}"


def _ago(moment: datetime, here: Here) -> str:
    said = ago(moment, here.now)
    return "just now" if said == "now" else f"{said} ago"
