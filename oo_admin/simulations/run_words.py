"""Say of runs what the strip, the list and the facts of the page show."""

from core.domain.sim_view import RunLine, Setup, Standing
from oo_admin.address import Address
from oo_admin.frame import Here
from oo_admin.numbers import count, seconds
from oo_admin.seen import Choice
from oo_admin.simulations.naming import (
    began,
    clone_href,
    many,
    name_of,
    percent,
    question_of,
    report_href,
    run_href,
    short_words,
    state_of,
)
from oo_admin.simulations.shown import Chosen, Fact, RunRow, Strip

MOST_PINS = 6
"""Runs that can stand beside each other."""
LOOKS = {
    Standing.RUNNING: "t2",
    Standing.LEFT: "warn",
    Standing.DONE: "t3",
    Standing.CANCELLED: "t3",
    Standing.FAILED: "bad",
}
"""The colour of a run's state."""
GOES_ON = frozenset({Standing.LEFT, Standing.CANCELLED, Standing.FAILED})
"""How a run stands that can go on."""


def strip(run: RunLine, here: Here, *, may_run: bool) -> Strip:
    """Return what stands at the top of the page about a run that is being computed."""
    return Strip(
        shown=True,
        name=name_of(run.id),
        meta=f"{began(run, here.zone, here.now)} · safe to leave this page",
        question=question_of(run),
        share=f"{percent(run)}\u202f%",
        percent=percent(run),
        parts=f"{count(run.done)} of {count(run.total)} parts, each one persona in one world",
        left=time_left(run, here),
        since=f"runs since {seconds((here.now - run.created_at).total_seconds())}",
        hands=many(run.hands, "process", "processes") if run.hands else "waiting for a process",
        href=run_href(here.address, run),
        clone=clone_href(here.address, run),
        report=report_href(run),
        stop=str(run.id) if may_run else "",
    )


def time_left(run: RunLine, here: Here) -> str:
    """Return about how long the rest takes, if the rest goes as what is done has gone."""
    if not run.done:
        return "time left not known yet"
    spent_s = (here.now - run.created_at).total_seconds()
    return f"about {seconds(spent_s / run.done * (run.total - run.done))} left"


def row(run: RunLine, address: Address, chosen: str) -> RunRow:
    """Return a run as a row of the list; `chosen` is the one the page is about."""
    pin, _ = pin_of(run, address)
    return RunRow(
        name=name_of(run.id),
        href=run_href(address, run),
        words=short_words(run),
        state=state_of(run),
        look=LOOKS[run.standing],
        pin=pin,
        pinned=run.short in address.every("pin"),
        here=run.short == chosen,
    )


def pin_of(run: RunLine, address: Address) -> tuple[str, str]:
    """Return the address with a run pinned, or no longer, and what that link says; six at most."""
    pins = address.every("pin")
    if run.short in pins:
        kept = tuple(pair for pair in address.pairs if pair != ("pin", run.short))
        return Address(address.path, kept).href, "Unpin"
    if len(pins) >= MOST_PINS:
        return "", ""
    return Address(address.path, (*address.pairs, ("pin", run.short))).href, "Pin"


def chosen(run: RunLine, here: Here, warnings: tuple[str, ...], *, may_run: bool) -> Chosen:
    """Return what the page says of the run it is about."""
    pin, pin_words = pin_of(run, here.address)
    return Chosen(
        name=name_of(run.id),
        question=question_of(run),
        state=f"{state_of(run)} · {began(run, here.zone, here.now)}",
        facts=[Fact(name, words) for name, words in facts(run.setup).items()],
        command=run.setup.command,
        report=report_href(run),
        clone=clone_href(here.address, run) if may_run else "",
        pin=pin,
        pin_words=pin_words,
        resume=str(run.id) if may_run and run.standing in GOES_ON else "",
        warnings=list(warnings),
    )


def facts(setup: Setup) -> dict[str, str]:
    """Return a setup as names and words; two runs differ where these do."""
    return {
        "Worlds": ", ".join(setup.worlds),
        "Policies": ", ".join(setup.policies),
        "Personas": f"{count(setup.personas)}, {setup.people}",
        "Horizon": f"{count(setup.picks)} picks a life"
        + (f", {count(setup.days)} days" if setup.days else ""),
        "Seeds": f"{count(setup.seeds)}, fixed beforehand",
        "Noise": "keyed by event, shared by policies",
        "Judge": setup.judge if setup.judge == "rule" else f"{setup.judge}, {setup.judged_by}",
        "Prior": setup.prior[:12],
        "Code": f"{setup.code}, persona hash {setup.digest[:8]}",
    }


def show_choices(address: Address, key: str, names: dict[str, str], now: str) -> list[Choice]:
    """Return links that put a key to each of some values."""
    return [
        Choice(address.put(**{key: name}).href, words, name == now) for name, words in names.items()
    ]
