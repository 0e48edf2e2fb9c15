"""Put figures of policies into words: a number with its interval, or why there is none."""

from datetime import datetime

from core.domain.deployment import Standing
from core.domain.figure import Figure, TooFew
from core.domain.policy_panel import Believed, PoliciesSeen, PolicySeen
from core.domain.support import Lack, NotEnoughSupport, Shortfall
from oo_admin.here import Here
from oo_admin.moments import moment_words
from oo_admin.numbers import THIN, UNKNOWN, plain, share, signed

STATES = {Standing.CHAMPION: "champion", Standing.SHADOW: "shadow", None: "off"}
"""What a policy does, in a word: also what a filter says."""
LOOKS = {Standing.CHAMPION: "st ok", Standing.SHADOW: "st info", None: "st unk"}
"""How each state looks."""
BELIEFS = {"ok": "st ok", "watch": "st warn", "alarm": "st bad"}
"""How each verdict on a log looks."""


def titled(seen: PoliciesSeen, here: Here, *, pinned: bool) -> str:
    """Return who is champion since when; of a pinned clock, who was."""
    if seen.live is None:
        return "Nobody was live yet" if pinned else "Policies"
    name = seen.live.policies.served
    if pinned:
        return f"{name} was champion at {moment_words(seen.live.at, here.zone, here.now)}"
    since = next((it.since for it in seen.policies if it.name == name), None)
    return f"{name} is champion" + (f" since {when(since, here)}" if since else "")


def when(moment: datetime | None, here: Here) -> str:
    """Return a moment in words; a dash where there is none."""
    return moment_words(moment, here.zone, here.now) if moment else UNKNOWN


def finding(seen: PoliciesSeen) -> str:
    """Return what the table shows: whether anybody would clearly earn more than the champion."""
    champion = seen.live.policies.served if seen.live else ""
    leads = [
        (it.beside.lead, it.name)
        for it in seen.policies
        if it.beside is not None and it.beside.lead is not None
    ]
    if not champion or not leads:
        return f"Nobody can be judged against {champion or 'a champion'} yet"
    best, name = max(leads, key=lambda pair: pair[0].low)
    if best.low > 0:
        return f"{name} would earn {signed(best.value)} a pick more than {champion}"
    return f"No policy would clearly earn more than {champion}"


def rate(figure: Figure | TooFew) -> str:
    """Return a share with what follows the ±."""
    if isinstance(figure, TooFew):
        return few(figure)
    return f"{share(figure.value)} ± {100 * figure.half:.1f}"


def worth(figure: Figure | TooFew | NotEnoughSupport) -> str:
    """Return a reward with what follows the ±, or why it is withheld."""
    if isinstance(figure, TooFew):
        return few(figure)
    if isinstance(figure, NotEnoughSupport):
        return f"withheld: {shortfall(figure.reasons[0])}"
    return f"{signed(figure.value)} ± {plain(figure.half, 3)}"


def few(figure: TooFew) -> str:
    """Return that there are too few, and how many; a dash for none."""
    return f"too few: {figure.count}" if figure.count else UNKNOWN


def shortfall(it: Shortfall) -> str:
    """Return why a log cannot speak for a policy."""
    match it.why:
        case Lack.EFFECTIVE:
            return f"worth {it.found:.0f} picks, needs {it.limit:.0f}"
        case Lack.SUPPORT:
            return f"{share(it.found, 0)} never logged"
        case Lack.MEAN_WEIGHT:
            return "weights are off"
        case Lack.PROPENSITIES:
            return "logged chances are off"


def beside(it: PolicySeen) -> str:
    """Return what a policy would be worth, by the champion's picks."""
    if it.standing is Standing.CHAMPION:
        return "it served"
    return worth(it.beside.worth) if it.beside else UNKNOWN


def belief(it: Believed) -> tuple[str, str]:
    """Return what is said of a log, and how that looks."""
    if not it.verdict:
        return (f"too few: {it.picks}" if it.picks else UNKNOWN), ("st unk" if it.picks else "")
    return f"{it.verdict}{THIN}z {signed(it.z, 1)}", BELIEFS[it.verdict]
