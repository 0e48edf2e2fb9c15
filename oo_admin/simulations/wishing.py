"""Read the wish for a new run from the address, and make the form of it: every choice is a link."""

from dataclasses import replace

from core.domain.sim_view import Setup
from core.domain.sim_wish import Choosable, Foreseen, Offered, Why, Wish
from oo_admin.address import Address
from oo_admin.numbers import count, plain, seconds
from oo_admin.seen import Choice
from oo_admin.simulations.naming import PATH, many, name_of
from oo_admin.simulations.shown import Field, NewRun

PRESETS = {"quick": "Quick look", "full": "Full comparison", "one": "One world"}
"""What a new run can begin from."""
NOTHING = "-"
"""What a list says in the address when nothing of it is chosen."""
SEEDS, PICKS, DAYS = (1, 2, 3, 5, 10, 20), (30, 60, 120, 240), (0, 14, 30, 60, 120)
"""Numbers that are offered; others may be written into the address."""
MOST_DIGITS = 6
"""A longer number is nonsense."""
WORDS = {
    Why.NONE: "Choose at least one.",
    Why.ALONE: "Choose a second policy: one alone compares with nothing.",
    Why.UNKNOWN: "There is no such thing here; a file or a mixture goes by command.",
    Why.OUTSIDE: "This number is too small or too large.",
    Why.NOT_SET: "This judge is not configured.",
    Why.TOO_LARGE: "Too large: that would take longer than a night. Choose fewer of anything.",
}
"""What is said beside a field with which something is wrong."""
TITLES = {
    "policies": "Policies",
    "first": "The others are compared with",
    "worlds": "Worlds",
    "people": "Personas",
    "seeds": "Seeds: lists that each persona meets",
    "picks": "Picks of a life, at most",
    "days": "Days of a life, at most",
    "judge": "Judge",
}
"""What the fields are called."""


def wish_of(address: Address, there: Offered, cloned: Setup | None) -> Wish:
    """Return what the address wishes: a preset or a run that is cloned, and what was changed of it."""
    base = from_setup(cloned) if cloned else preset(address.get("new"), there)
    return replace(
        base,
        policies=_listed(address, "policies", base.policies),
        worlds=_listed(address, "worlds", base.worlds),
        people=address.get("n-people") or base.people,
        seeds=_number(address, "seeds", base.seeds),
        picks=_number(address, "picks", base.picks),
        days=_number(address, "days", base.days or 0) or None,
        judge=address.get("n-judge") or base.judge,
    )


def preset(name: str, there: Offered) -> Wish:
    """Return a preset; whatever is none is the quick look."""
    worlds = tuple(it.name for it in there.worlds)
    match name:
        case "full":
            return Wish(there.policies, worlds, "heldout")
        case "one":
            return Wish(there.policies[:3], worlds[:1], "heldout")
        case _:
            return Wish(there.policies[:2], worlds[:2], "training", seeds=1, picks=60)


def from_setup(setup: Setup) -> Wish:
    """Return the wish that made a run."""
    return Wish(
        policies=setup.policies,
        worlds=setup.worlds,
        people=setup.people,
        seeds=setup.seeds,
        picks=setup.picks,
        days=setup.days,
        judge=setup.judge,
    )


def new_run(address: Address, wish: Wish, there: Offered, foreseen: Foreseen) -> NewRun:
    """Return the form as the address has it."""
    wrong = {it.field: WORDS[it.why] for it in foreseen.wrong}
    preset_now = address.get("new")
    bare = address.without(*(pair[0] for pair in address.pairs if pair[0].startswith("n-")))
    same = foreseen.same
    return NewRun(
        open=True,
        close=bare.without("new").href,
        presets=[
            Choice(bare.put(new=name).href, words, name == preset_now)
            for name, words in PRESETS.items()
        ],
        fields=_fields(address, wish, there, wrong),
        foreseen=[] if wrong else foreseen_words(foreseen),
        can=not wrong and same is None,
        same=f"{PATH}?run={same}" if same else "",
    )


def foreseen_words(it: Foreseen) -> list[str]:
    """Return what is said of a run before it starts."""
    least = (
        ""
        if it.least is None
        else (f"It will see differences from {plain(it.least)} of the gap on, four times in five.")
    )
    free = it.budget_dollars is None
    time = (
        f"About {seconds(it.took_s)} on {many(it.processes, 'process', 'processes')}."
        if free
        else f"A model judges: it takes its time, and stops before it costs ${it.budget_dollars:.2f}."
    )
    said = [f"Up to {count(it.decisions)} decisions in {count(it.parts)} parts.", time, least]
    if it.same:
        said.append(f"The very same is being computed: {name_of(it.same)}.")
    return [words for words in said if words]


def _fields(address: Address, wish: Wish, there: Offered, wrong: dict[str, str]) -> list[Field]:
    named = {
        "policies": _several(address, "policies", wish.policies, there.policies),
        "first": _first(address, wish.policies),
        "worlds": _several(address, "worlds", wish.worlds, tuple(it.name for it in there.worlds)),
        "people": _one(address, "people", there.people, wish.people),
        "seeds": _numbers(address, "seeds", SEEDS, wish.seeds),
        "picks": _numbers(address, "picks", PICKS, wish.picks),
        "days": _numbers(address, "days", DAYS, wish.days or 0),
        "judge": _one(address, "judge", there.judges, wish.judge),
    }
    notes = {"people": _about(there.people, wish.people), "judge": _about(there.judges, wish.judge)}
    return [
        Field(TITLES[name], notes.get(name, ""), wrong.get(name, ""), choices)
        for name, choices in named.items()
        if choices
    ]


def _several(
    address: Address, key: str, chosen: tuple[str, ...], there: tuple[str, ...]
) -> list[Choice]:
    """Return links that each take one of several away or add it, what is not known at the end."""
    strangers = tuple(it for it in chosen if it not in there)
    return [
        Choice(_put(address, key, _toggled(chosen, it)), it, it in chosen)
        for it in (*there, *strangers)
    ]


def _first(address: Address, chosen: tuple[str, ...]) -> list[Choice]:
    if len(chosen) < 2:  # noqa: PLR2004 — one is first anyway
        return []
    return [
        Choice(_put(address, "policies", (it, *_without(chosen, it))), it, it == chosen[0])
        for it in chosen
    ]


def _one(address: Address, key: str, there: tuple[Choosable, ...], chosen: str) -> list[Choice]:
    names = [it.name for it in there]
    strangers = [] if chosen in names else [chosen]
    return [
        Choice(address.put(**{f"n-{key}": it}).href, it, it == chosen)
        for it in (*names, *strangers)
    ]


def _numbers(address: Address, key: str, there: tuple[int, ...], chosen: int) -> list[Choice]:
    known = sorted({*there, chosen})
    return [
        Choice(
            address.put(**{f"n-{key}": str(it)}).href,
            "each world’s own" if (key, it) == ("days", 0) else count(it),
            it == chosen,
        )
        for it in known
    ]


def _about(there: tuple[Choosable, ...], chosen: str) -> str:
    it = next((it for it in there if it.name == chosen), None)
    if it is None:
        return ""
    return f"It needs {it.missing}." if it.missing else it.about


def _toggled(chosen: tuple[str, ...], name: str) -> tuple[str, ...]:
    return _without(chosen, name) if name in chosen else (*chosen, name)


def _without(chosen: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(it for it in chosen if it != name)


def _put(address: Address, key: str, names: tuple[str, ...]) -> str:
    return address.put(**{f"n-{key}": ",".join(names) or NOTHING}).href


def _listed(address: Address, key: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    said = address.get(f"n-{key}")
    if not said:
        return otherwise
    return () if said == NOTHING else tuple(dict.fromkeys(filter(None, said.split(","))))


def _number(address: Address, key: str, otherwise: int) -> int:
    """Return a number of the address; what is none is as if it were not there."""
    said = address.get(f"n-{key}")
    return (
        int(said) if said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS else otherwise
    )
