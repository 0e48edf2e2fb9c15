"""Say of each check that is red what it means and what to do, and lay the logs out beside what was served."""

from core.domain.experiment_panel import ExperimentSeen
from oo_admin.experiments.checks import LACKING_DATA, NOBODY, STOPPED, checks
from oo_admin.experiments.seen import Advice, LogRow
from oo_admin.experiments.words import many, when
from oo_admin.here import Here
from oo_admin.numbers import THIN, count, plain, signed

AXIS_Z = 6.0
"""Standard deviations from the middle of the drawing to its ends."""
RUNBOOK = "docs/runbook/experiments.md"
"""Where what to do is written down in full."""


def advice(seen: ExperimentSeen, here: Here) -> list[Advice]:
    """Return for each check that is red what it means and what to do."""
    health, name = seen.health, seen.experiment.name
    picks = here.address.to("/admin/log", f"experiment:{name}").put(p="all").href
    made = _without_figures(seen, here)
    if health.believed.verdict == "alarm":
        of = next((it.favourite for it in seen.arms if it.policy == health.wrong), None)
        told = (
            f"{health.wrong} served its favourite {count(of.served)} times; its logged "
            f"probabilities say {of.logged:.0f}."
            if of
            else f"The log of {health.wrong} did not choose."
        )
        since = f"Since {when(health.wrong_since, here)}, what" if health.wrong_since else "What"
        made.append(
            Advice(
                told,
                f"{since} is written down is not what chose. No off-policy number may use these "
                f"{count(health.believed.picks)} picks, and nothing is called a winner.",
                "pause the experiment, find what changed that day, roll it back; begin anew under "
                "another name.",
                picks,
                "Open its picks",
            )
        )
    if health.balance.verdict == "alarm":
        made.append(_unbalanced(seen, picks))
    if health.crossed:
        made.append(
            Advice(
                f"{many(health.crossed, 'user')} were given to two arms.",
                "Each arm's figures hold what another arm did.",
                "end it, find what changed names or shares, and begin anew under another name.",
                picks,
                "Open its picks",
            )
        )
    return made


def _without_figures(seen: ExperimentSeen, here: Here) -> list[Advice]:
    """Return what to do where nobody comes, nobody may, or evidence is missing."""
    made = {it.name: it for it in checks(seen, here) if it.look == "bad"}
    told = []
    if STOPPED in made:
        told.append(
            Advice(
                f"It has served nobody for 24{THIN}h.",
                "What is counted stays as it is; nothing new comes.",
                "look whether tips are served at all, and whether users took back their consent.",
                here.address.to("/admin").href,
                "Open the overview",
            )
        )
    if NOBODY in made:
        told.append(
            Advice(
                "No user allows research.",
                "An experiment serves only those who do.",
                "end it, or wait: nobody may be asked twice by hand.",
                here.address.to("/admin/users").href,
                "Open users",
            )
        )
    if LACKING_DATA in made:
        told.append(
            Advice(
                f"Only {made[LACKING_DATA].line}, though their windows have closed.",
                "Events are late or died, and one arm may lack more of them than another.",
                "look for dead letters, let them go again, then count anew: oo console rebuild.",
                here.address.to("/admin/notes", "kind:incident").href,
                "Open incidents",
            )
        )
    return told


def logs(seen: ExperimentSeen) -> list[LogRow]:
    """Return each arm's favourite as served beside what its log says."""
    return [
        LogRow(
            policy=it.policy,
            served=count(it.favourite.served),
            logged=f"{it.favourite.logged:.1f} ± {2 * it.favourite.deviation:.0f}",
            at=f"{_place(it.believed.z):.1f}%",
            z=signed(it.believed.z, 1) if it.believed.verdict else "too few",
            look="bad" if it.believed.verdict == "alarm" else "",
        )
        for it in seen.arms
        if it.favourite is not None
    ]


def _unbalanced(seen: ExperimentSeen, picks: str) -> Advice:
    it = seen.health.balance
    if it.leaks:
        return Advice(
            f"{', '.join(it.leaks)} serves users, and has no share.",
            "Whoever it serves is missing elsewhere: arms no longer hold alike people.",
            "look who assigned them; end it, and begin anew under another name.",
            picks,
            "Open its picks",
        )
    told = ", ".join(f"{name} {count(n)}, due {due:.0f}" for name, n, due in it.arms)
    chance = "less than 0.0001" if it.p < 1e-4 else plain(it.p, 4)  # noqa: PLR2004  as far as it is shown
    return Advice(
        f"Users are not split as asked: {told}.",
        f"Such a split comes by chance with {chance}. Something decides who is seen: an arm that "
        "fails, or loses people before their first tip.",
        "compare fallbacks and first tips by arm. What is counted already cannot be repaired: begin "
        "anew under another name.",
        picks,
        "Open its picks",
    )


def _place(z: float) -> float:
    """Return where a deviation lies on the drawing, in percent, kept inside."""
    return 50 + 50 * min(1.0, max(-1.0, z / AXIS_Z)) * 0.96
