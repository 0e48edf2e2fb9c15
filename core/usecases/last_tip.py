"""Tell an admin what a user was told of their newest tip, without a word that the user wrote."""

from dataclasses import replace

from core.domain.fact_query import FactsWanted
from core.domain.receipt import account
from core.domain.tip import Tip
from core.domain.user import User
from core.domain.user_filter import BEGIN, NEVER
from core.domain.user_panel import LastTip
from core.domain.why import reasons, sentence
from core.errors import NotFound
from core.ports import Work
from core.usecases.person import zone


async def last_tip(work: Work, user: User) -> LastTip | None:
    """Return the newest tip; None when there was none, or it is no longer kept."""
    newest = await work.facts.page(FactsWanted(BEGIN, NEVER, user.id, limit=1))
    if not newest:
        return None
    try:
        tip = await work.tips.get(user.id, newest[0].tip_id)
    except NotFound:
        return None
    return told(tip, user)


def told(tip: Tip, user: User) -> LastTip:
    """Return a tip's receipt as made again from its numbers, project and text left out.

    The sentence that was kept names the project; the numbers tell the same without it.
    """
    here, learned = zone(user.timezone), tip.policy_version > 0
    wordless = replace(tip.task, text="", project="")
    at, said = tip.served_at, tip.explanation
    line = sentence(wordless, at, here, said, learned=learned)
    return LastTip(
        tip_id=tip.id,
        served_at=at,
        sentence=line,
        whole=line == tip.why,
        reasons=reasons(wordless, at, here, said, learned=learned),
        account=account(said, tip.propensity),
        chance=tip.propensity,
        words=len(tip.task.text.split()),
    )
