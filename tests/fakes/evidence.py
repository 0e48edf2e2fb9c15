"""A person who answers here and completes there, while news come late, twice and out of turn."""

from core.domain.integration import Provider
from core.domain.outcome import OutcomeKind
from core.domain.reaction import ReactionKind
from core.errors import NotFound, NothingToTip
from core.rewards.evidence import reward_of, weighed
from core.usecases.learned import taught
from tests.fakes.builders import a_task, daily

LEARNERS = ("bayes-v1", "linucb-v1")
SETTINGS = {"policy": "bayes-v1", "shadows": "linucb-v1"}
WAITS_S = (1, 30, 300, 4000, 40_000, 90_000)


def chores():
    """Return tasks of which every third comes back each day."""
    return tuple(
        a_task(f"t{n}", f"Task {n}", priority=1 + n % 4, due=None if n % 3 else daily())
        for n in range(9)
    )


async def live(world, ada, dice, steps=14, *, told=0.0):
    """Let a person do as the dice say; return the tips that were shown.

    Args: told is how likely all news are carried after each step.
    """
    shown = []
    for _ in range(steps):
        act = dice.choice((_answer, _answer, _complete, _complete, _reopen, _undo, _read, _news))
        try:
            await act(world, ada, dice, shown)
        except (NothingToTip, NotFound):
            continue
        world.clock.advance(seconds=dice.choice(WAITS_S))
        while told and dice.random() < told and await world.core.relay_events():
            pass
    return shown


async def _answer(world, ada, dice, shown):
    tip_id = (await world.tip(ada, anyway=True)).tip_id
    shown.append(tip_id)
    world.clock.advance(seconds=dice.choice(WAITS_S[:4]))
    kind = dice.choice((*ReactionKind, None))
    if kind is not None:
        await world.core.record_reaction(ada, tip_id, kind, f"{len(shown)}-{tip_id}")


async def _complete(world, ada, dice, shown):
    """Complete something over there, most often what was proposed last."""
    last = await world.look(lambda work: work.tips.get(ada, shown[-1])) if shown else None
    there = sorted(world.todoist.tasks)
    wanted = last.task.id if last and dice.random() < 0.8 else dice.choice(there)
    if wanted in there:
        world.todoist.complete(wanted)
        world.todoist.by_person.add((wanted, world.clock.now()))


async def _reopen(world, ada, dice, shown):
    if world.todoist.closed:
        world.todoist.reopen(dice.choice(sorted(world.todoist.closed)))


async def _undo(world, ada, dice, shown):
    last = await world.look(lambda work: work.reactions.last(ada))
    if last is not None:
        await world.core.undo_reaction(ada, last.tip_id)


async def _read(world, ada, dice, shown):
    if dice.random() < 0.5:
        await world.core.send_commands()
    hints = {it.task_id: it.at for it in world.todoist.done if dice.random() < 0.3}
    await world.core.sync_tasks(ada, Provider.TODOIST, hints=hints)


async def _news(world, ada, dice, shown):
    await world.core.relay_events()
    if dice.random() < 0.3:
        await world.core.close_windows()


async def tell_all(world, ada, dice, shown):
    """Let all news arrive, each several times, in no order."""
    await world.core.send_commands()
    await world.core.sync_tasks(ada, Provider.TODOIST)
    told = [*shown] * 2
    dice.shuffle(told)
    for tip_id in told:
        await world.core.settle_pick(ada, tip_id)
    while await world.core.relay_events():
        pass


async def learned(world, ada):
    """Return what policies have learned, and what the standing rewards alone would teach."""
    posteriors = await world.look(lambda work: work.posteriors.of(ada))
    standing = await world.look(lambda work: work.rewards.standing(ada))
    kept = {name: it.blob for name, it in posteriors.items()}
    return kept, {name: taught(name, standing).dump() for name in kept}


async def taken_for_theirs(world, ada, shown):
    """Return the completions laid to tips that nobody but oO itself had made."""
    found = set()
    for tip_id in shown:
        tip = await world.look(lambda work, it=tip_id: work.tips.get(ada, it))
        for it in await world.look(lambda work, it=tip_id: work.outcomes.of_tip(ada, it)):
            if it.kind is OutcomeKind.COMPLETED:
                found.add((tip.task.id, it.at))
    return found - world.todoist.by_person


async def worth(world, ada, tip_id):
    """Return the reward that stands for a tip, and the one that all evidence together gives."""
    async with world.store.reading() as work:
        tip = await work.tips.get(ada, tip_id)
        answer = await work.reactions.of_tip(ada, tip_id)
        outcomes = await work.outcomes.of_tip(ada, tip_id)
        reward = await work.rewards.of_tip(ada, tip_id)
    expected = reward_of(weighed(answer, tip.served_at, outcomes))
    return (reward.milli if reward else None), expected
