"""Make the list of policies: rows, filters, the drawer's neighbours, and the file to take away."""

from collections.abc import Sequence

from core.domain.deployment import Standing
from core.domain.figure import Figure
from core.domain.policy_panel import PoliciesSeen, PolicySeen
from core.wiring import running
from oo_admin.address import Address
from oo_admin.colours import of_policy
from oo_admin.exported import Exported
from oo_admin.here import Here
from oo_admin.numbers import count
from oo_admin.parts.filters import FilterBar, chips, exports
from oo_admin.parts.peek import Peek
from oo_admin.parts.whisker import Axis, Whisker, axis_over
from oo_admin.policies import words
from oo_admin.policies.seen import Row
from oo_admin.seen import Choice

COLUMNS = (
    *("policy", "state", "since", "picks", "done", "done_low", "done_high"),
    *("reward", "reward_low", "reward_high", "worth_beside", "worth_low", "worth_high"),
    *("effective", "outside", "agrees", "propensities", "z"),
)
"""What a row says as a file."""


def kept(address: Address, policies: Sequence[PolicySeen]) -> list[PolicySeen]:
    """Return the policies that an address's filters let through; other filters do nothing here."""
    only = {it.removeprefix("state:") for it in address.every("f") if it.startswith("state:")}
    never = {it.removeprefix("-state:") for it in address.every("f") if it.startswith("-state:")}
    found = [(it, words.STATES[it.standing]) for it in policies]
    return [it for it, state in found if (not only or state in only) and state not in never]


def rows(here: Here, policies: Sequence[PolicySeen]) -> list[Row]:
    """Return the list; rewards share one axis."""
    served = [it.reward for it in policies if isinstance(it.reward, Figure)]
    axis = axis_over([(it.low, it.high) for it in served])
    return [_row(it, here, axis) for it in policies]


def peek(address: Address, policies: Sequence[PolicySeen]) -> Peek:
    """Return where the open drawer stands; a name that is not in the list opens none."""
    names = [it.name for it in policies]
    wanted = address.get("peek")
    if wanted not in names:
        return Peek()
    at = names.index(wanted)
    return Peek(
        open=True,
        place=f"{at + 1} of {len(names)}",
        previous=address.put(peek=names[at - 1]).href if at else "",
        next=address.put(peek=names[at + 1]).href if at + 1 < len(names) else "",
        close=address.without("peek").href,
    )


def filter_line(here: Here, seen: PoliciesSeen, left: int) -> FilterBar:
    """Return the line of filters: by state, with the export of what is left."""
    address = here.address
    csv, json = exports(address, "policies")
    states = [Choice(address.with_filter(f"state:{it}").href, it) for it in words.STATES.values()]
    return FilterBar(
        chips=chips(address),
        choices=states,
        left=f"{left} of {len(seen.policies)} policies",
        csv=csv,
        json=json,
        clear=address.without("f", "peek").href if address.every("f") else "",
    )


async def table(here: Here) -> Exported:
    """Return the filtered list as a file."""
    at = here.now if here.address.get("asof") else None
    seen = await running().read_policies(here.period, at)
    return Exported(COLUMNS, [_cells(it) for it in kept(here.address, seen.policies)])


def _row(it: PolicySeen, here: Here, axis: Axis) -> Row:
    believed, belief = words.belief(it.believed)
    beside = it.beside
    return Row(
        name=it.name,
        href=here.address.put(peek=it.name).href,
        here=here.address.get("peek") == it.name,
        colour=of_policy(it.name),
        state=words.STATES[it.standing],
        look=words.LOOKS[it.standing],
        since=words.when(it.since, here),
        picks=count(it.picks),
        done=words.rate(it.done),
        reward=words.worth(it.reward),
        whisker=_whisker(it, axis),
        worth=words.beside(it),
        agrees=words.rate(beside.agrees) if beside else "\u2014",
        believed=believed,
        belief=belief,
    )


def _whisker(it: PolicySeen, axis: Axis) -> Whisker:
    if not isinstance(it.reward, Figure):
        return Whisker()
    look = it.name.split("-", 1)[0] if it.standing is Standing.CHAMPION else "hollow"
    return axis.whisker(it.reward.low, it.reward.value, it.reward.high, look=look)


def _cells(it: PolicySeen) -> tuple[str | float | int | None, ...]:
    beside = it.beside
    return (
        it.name,
        words.STATES[it.standing],
        it.since.isoformat() if it.since else None,
        it.picks,
        *_three(it.done),
        *_three(it.reward),
        *_three(beside.worth if beside else None),
        beside.effective if beside else None,
        beside.outside if beside else None,
        _three(beside.agrees)[0] if beside else None,
        it.believed.verdict or None,
        it.believed.z if it.believed.verdict else None,
    )


def _three(figure: object) -> tuple[float | None, float | None, float | None]:
    """Return a figure with its bounds; nothing where it is withheld."""
    if isinstance(figure, Figure):
        return figure.value, figure.low, figure.high
    return None, None, None
