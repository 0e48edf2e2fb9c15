"""Lead a user through everything that oO stores, with a canary of theirs in every text."""

from dataclasses import replace
from datetime import UTC

from core.domain.assignment import AssignedBy, Assignment
from core.domain.consent import Consent, Purpose
from core.domain.delivery import Delivery
from core.domain.events import SignedIn
from core.domain.explanation import Part
from core.domain.ids import ConsentId, DeliveryId, TaskId, new_id
from core.domain.integration import Provider
from core.domain.letter import Letter
from core.domain.pick import Barred
from core.domain.reaction import ReactionKind, Rest
from core.domain.task import Due
from core.domain.user_fact import UserDay
from core.ports import Reply
from core.usecases.counting import facts_of
from tests.services.storage.things import (
    AN_EXPLANATION,
    NOW,
    a_command,
    a_pick,
    a_posterior,
    a_reaction,
    a_reset,
    a_reward,
    a_scoring,
    a_session,
    a_snapshot,
    a_task,
    a_task_list,
    a_tip,
    a_user,
    a_view,
    an_attempt,
    an_identity,
    an_integration,
    an_outcome,
    some_tokens,
)

CLEAR = [
    "issuer",
    "subject",
    "policy",
    "agent",
    "timezone",
    "return_path",
    "cookie",
    "digest",
    "key",
    "features_version",
    "fallback",
    "feature",
    "candidate",
    "task",
    "rest",
    "command",
    "outbox",
    "text_version",
    "session",
    "state",
    "error",
    "own_policy",
    "barred",
    "experiment",
    "code",
    "pick_state",
    "prior",
    "shadow",
    "rule",
    "spec",
    "pupil",
    "learned",
    "consumer",
    "reader",
    "letter",
    "mishap",
    "hook_digest",
    "hook_key",
    "hook_name",
    "hook_task",
    "hook_intent",
    "reset",
    "snapshot",
    "view",
    "view_query",
]
SEALED = [
    "email",
    "name",
    "external",
    "access",
    "refresh",
    "verifier",
    "nonce",
    "attempt_email",
    "words",
    "why",
    "part",
    "due",
    "project",
    "label",
    "sync_token",
    "list_text",
    "projects",
    "reply",
]


def canaries(owner, words):
    return {word: f"canary-{owner}-{word}" for word in words}


async def live_through_everything(store, owner):
    """Give a user a row in every table, with a canary of theirs in every text."""
    it = canaries(owner, [*CLEAR, *SEALED])
    user = a_user(timezone=it["timezone"], policy=it["own_policy"])
    task = a_task(
        id=TaskId(it["task"]),
        text=it["words"],
        project=it["project"],
        labels=(it["label"],),
        due=Due("2026-11-22", it["due"]),
    )
    async with store.writing() as work:
        await arrive(work, user, it)
        await connect(work, user, task, it)
        tip = await be_tipped(work, user, task, it)
        await answer(work, user, tip, it)
        await be_counted(work, user, tip)
    return user


async def arrive(work, user, it):
    identity = an_identity(
        issuer=it["issuer"], subject=it["subject"], email=it["email"], name=it["name"]
    )
    attempt = an_attempt(
        state_hash=it["state"],
        cookie_hash=it["cookie"],
        verifier=it["verifier"],
        nonce=it["nonce"],
        email=it["attempt_email"],
        return_path=it["return_path"],
        user_id=user.id,
    )
    await work.users.add(user, identity)
    await work.consents.add(
        Consent(ConsentId(new_id()), user.id, Purpose.TIPS, True, it["text_version"], NOW)
    )
    await work.sessions.save(a_session(user, hash=it["session"], agent=it["agent"]))
    await work.attempts.add(attempt)


async def connect(work, user, task, it):
    link = an_integration(user, external_id=it["external"])
    tasks = replace(
        a_task_list(replace(task, text=it["list_text"])),
        sync_token=it["sync_token"],
        projects={"1": it["projects"]},
    )
    await work.integrations.save(link)
    await work.tokens.keep(link, some_tokens(access=it["access"], refresh=it["refresh"]))
    await work.tasks.keep(user.id, Provider.TODOIST, tasks)


async def be_tipped(work, user, task, it):
    said = replace(AN_EXPLANATION, parts=(Part(it["part"], 1.0, 0.5),))
    tip = a_tip(user, task=task, why=it["why"], policy=it["policy"], explanation=said)
    pick = a_pick(
        features_version=it["features_version"],
        feature_names=(it["feature"], "due"),
        candidates=(TaskId(it["candidate"]), TaskId("b"), task.id),
        served=a_scoring(policy=it["policy"], fallback=it["fallback"], prior=it["prior"]),
        shadows=(a_scoring(policy=it["shadow"], state=it["pick_state"]),),
        barred=(Barred(TaskId(it["barred"]), "heading"),),
        assignment=Assignment(it["policy"], AssignedBy.EXPERIMENT, it["experiment"], 0.5),
        code=it["code"],
    )
    await work.tips.add(tip, pick)
    return tip


async def answer(work, user, tip, it):
    command = a_command(user, task_id=TaskId(it["command"]), due=tip.task.due)
    learned = it["learned"].encode()
    await work.tasks.rest(Rest(user.id, TaskId(it["rest"]), tip.id, NOW, ReactionKind.DONE))
    await work.reactions.add(a_reaction(tip))
    await work.outcomes.add(an_outcome(tip, rule=it["rule"]))
    await work.rewards.add(a_reward(tip, spec=it["spec"]))
    await work.posteriors.keep(a_posterior(user, policy=it["pupil"], blob=learned))
    await work.replies.keep(user.id, it["key"], Reply(it["digest"], it["reply"], NOW))
    event = SignedIn(NOW, user.id, it["outbox"], True)
    await work.outbox.tell(event)
    await work.inbox.keep(it["consumer"], (event,), NOW)
    await work.letters.save(
        Letter(it["reader"], SignedIn(NOW, user.id, it["letter"], True), 1, it["mishap"], NOW)
    )
    await work.deliveries.add((a_delivery(user, it),))
    reset = a_reset(user, by=it["reset"])
    await work.resets.add(reset, (a_snapshot(reset, blob=it["snapshot"].encode()),))
    await work.saved_views.save(a_view(user, name=it["view"], query=it["view_query"]))
    await work.commands.add(command)
    await work.commands.later(command.id, NOW, it["error"])


async def be_counted(work, user, tip):
    await work.facts.put(facts_of(await work.courses.of([tip.id]), {}, {}, UTC))
    await work.user_facts.put(await work.user_facts.gather([user.id]))
    await work.actives.live({user.id: {NOW.toordinal(): UserDay(tips=1)}})


def a_delivery(user, it):
    return Delivery(
        id=DeliveryId(new_id()),
        user_id=user.id,
        provider=Provider.TODOIST,
        digest=it["hook_digest"],
        key=it["hook_key"],
        name=it["hook_name"],
        task_id=TaskId(it["hook_task"]),
        intent=it["hook_intent"],
        triggered_at=NOW,
        received_at=NOW,
    )
