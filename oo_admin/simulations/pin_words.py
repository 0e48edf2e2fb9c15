"""Set pinned runs beside each other: first what differs in their setup, then what they found."""

from collections.abc import Sequence

from core.domain.sim_view import Found, RunLine, Standing
from oo_admin.address import Address
from oo_admin.numbers import UNKNOWN, plain
from oo_admin.seen import Choice
from oo_admin.simulations.naming import name_of, state_of
from oo_admin.simulations.run_words import facts, pin_of
from oo_admin.simulations.shown import Beside


def beside(runs: Sequence[RunLine], found: Sequence[Found], address: Address) -> Beside:
    """Return pinned runs side by side; nothing is shown for none."""
    if not runs:
        return Beside()
    setups = [facts(it.setup) | {"State": state_of(it)} for it in runs]
    differs = [
        [name, *(it[name] for it in setups)]
        for name in setups[0]
        if len({it[name] for it in setups}) > 1
    ]
    same = [name.lower() for name in setups[0] if len({it[name] for it in setups}) == 1]
    return Beside(
        shown=True,
        title=_title(runs),
        sub=_same(same) if len(runs) > 1 else "Pin another run to see what differs.",
        heads=[Choice(pin_of(it, address)[0], name_of(it.id)) for it in runs],
        differs=differs,
        found=_found(runs, found),
    )


def _title(runs: Sequence[RunLine]) -> str:
    done = sum(it.standing is Standing.DONE for it in runs)
    return f"{len(runs)} pinned, {done} of them done"


def _same(names: list[str]) -> str:
    return (
        f"The same in all: {', '.join(names)}." if names else "Nothing is the same in all of them."
    )


def _found(runs: Sequence[RunLine], found: Sequence[Found]) -> list[list[str]]:
    """Return the gap closed by each policy that all of them have, in each world that one has."""
    shared = [it for it in runs[0].setup.policies if all(it in run.setup.policies for run in runs)]
    worlds = dict.fromkeys(it for run in runs for it in run.setup.worlds)
    return [
        [f"{policy}, {world}", *(_gap(it, policy, world) for it in found)]
        for policy in shared
        for world in worlds
    ]


def _gap(found: Found, policy: str, world: str) -> str:
    seen = next((it for it in found.worlds if it.world == world), None)
    line = next((it for it in seen.policies if it.policy == policy), None) if seen else None
    if line is None or line.gap is None:
        return UNKNOWN
    return f"{plain(line.gap.value)} ± {plain(line.gap.half)}"
