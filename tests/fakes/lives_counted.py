"""People who live with tips for days, counted as the tally counts them, without any of its work."""

from datetime import timedelta

from core.domain.fact import Choice, Ending
from core.domain.ids import UserId, new_id
from core.domain.user import User
from core.domain.user_fact import LinkWord, Lived, UserFact
from core.usecases.counting import count
from tests.fakes.facts import a_fact
from tests.services.storage.things import an_identity

CYCLE = (Ending.DONE, Ending.SNOOZE, Ending.DISMISS, Ending.NONE)
"""How tips end, one after the other."""


def a_choice(**changes):
    """Return a choice between two that were as likely as each other."""
    told = {"known": True, "assigned": "bayes-v1", "hour": 9, "priority": "p1", "due": "soon"}
    told |= {"greedy_p": 0.5, "greedy": True, "expected_p": 0.5, "variance_p": 0.0, "took_us": 9000}
    return Choice(**{**told, "minutes": "short", **changes})


async def live(store, now, tips, *, link=LinkWord.TODOIST, joined=None, **steps):
    """Let somebody live: `tips` are (when, ending, changes of the fact); return who it was."""
    joined_at = joined or now - timedelta(days=60)
    user = User(UserId(new_id()), joined_at)
    facts = [_fact(user, *tip) for tip in tips]
    async with store.writing() as work:
        await work.users.add(user, an_identity())
        await work.counting.begin(now, "UTC")
        await work.facts.put(facts)
        await count(work, [(None, it) for it in facts])
        fact = UserFact(user.id, joined_at, now, "UTC", lived=Lived(len(facts)), link=link, **steps)
        await work.user_facts.put([fact])
    return user


def _fact(user, at, ending, changes=None):
    answered = ending in {Ending.DONE, Ending.SNOOZE, Ending.DISMISS}
    when = at + timedelta(seconds=42) if answered else None
    told = {"answered_at": when, "answered_day": when.toordinal() if when else None}
    told["choice"] = a_choice()
    return a_fact(user, served_at=at, day=at.toordinal(), ending=ending, **(told | (changes or {})))


async def crowd(store, now, *, people=40, days=14, done_from=None, changes=None):
    """Let a crowd live: a tip a day at noon each; from `done_from` days ago on all are done."""
    for number in range(people):
        tips = []
        for day in range(days):
            at = now.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=day + 1)
            better = done_from is not None and day < done_from and number % 2
            ending = Ending.DONE if better else CYCLE[(number + day) % len(CYCLE)]
            tips.append((at, ending, changes))
        await live(store, now, tips)
