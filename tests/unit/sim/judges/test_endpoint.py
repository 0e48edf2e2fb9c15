"""A model behind HTTP: both ways to ask, and everything that can come back, over real sockets."""

import asyncio
import logging
from dataclasses import replace

import pytest

from core.errors import BudgetSpent, IntegrationDown, IntegrationRefused, SettingsWrong
from core.outbound import Deadlines
from core.sim.judges.asking import RETRIES, UNJUDGED_IN_A_ROW
from core.sim.judges.cache import Cache
from core.sim.judges.endpoint import Endpoint
from core.sim.judges.tally import Trouble
from core.sim.judges.wire import Asking, Style
from oo_app.sandbox.judge import RETRY_AFTER_S, Desk
from tests.services.raw_server import a_server, says
from tests.unit.sim.judges.scene import (
    KEY,
    a_config,
    a_judge,
    a_scene,
    an_outbound,
    served_judge,
)

STYLES = list(Style)


@pytest.mark.parametrize("style", STYLES)
async def test_both_ways_of_asking_give_the_same_judgement(style):
    desk = Desk(key=KEY)

    async with served_judge(desk=desk, changes={"style": style}) as judge:
        scores, answer = await judge.score(a_scene()), await judge.react(a_scene(), 0)

    assert scores[0] > scores[2] > scores[1]
    assert answer.dwell_ms > 0
    tally = judge.meter.tally
    assert (tally.calls, dict(tally.unjudged)) == (2, {})
    assert tally.tokens_in == sum(len(question) // 4 for question in desk.questions)
    paid = 3 * tally.tokens_in + 15 * tally.tokens_out
    assert (tally.cost_micros, tally.assumed_micros) == (paid, 0)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("nonsense", Trouble.NONSENSE),
        ("miscounted", Trouble.NONSENSE),
        ("talkative", Trouble.NONSENSE),
        ("huge", Trouble.TOO_LARGE),
    ],
)
async def test_what_cannot_be_used_leaves_the_tip_unjudged_and_the_run_going(style, fault, why):
    async with served_judge(f"/broken/{fault}", changes={"style": style}) as judge:
        found = await judge.score(a_scene())

    assert found is None
    assert judge.meter.tally.unjudged == {why: 1}
    assert judge.meter.tally.calls == 1


async def test_a_fence_around_the_json_is_taken_off():
    async with served_judge("/broken/fenced") as judge:
        found = await judge.score(a_scene())

    assert len(found) == 3


async def test_an_answer_that_comes_too_late_leaves_the_tip_unjudged():
    desk = Desk(key=KEY, late_s=2.0)

    async with served_judge("/broken/late", desk=desk, changes={"timeout_s": 0.2}) as judge:
        found = await judge.react(a_scene(), 0)

    assert found is None
    assert judge.meter.tally.unjudged == {Trouble.LATE: 1}
    assert judge.meter.tally.retries == RETRIES
    assert judge.meter.tally.assumed_micros > 0


@pytest.mark.parametrize(("judge_s", "client_s"), [(0.2, 30.0), (30.0, 0.2)])
async def test_the_shorter_patience_of_judge_and_client_holds(judge_s, client_s):
    async def silence(_head, _writer):
        await asyncio.sleep(5)

    async with a_server(silence) as (port, _):
        config = a_config(f"http://127.0.0.1:{port}", timeout_s=judge_s)
        async with an_outbound(replace(config, timeout_s=client_s)) as outbound:
            reply = await Endpoint(config, outbound).ask("?")

    assert (reply.trouble, reply.again) == (Trouble.LATE, True)


async def test_a_busy_endpoint_is_asked_again_when_it_said():
    async with served_judge("/broken/busy") as judge:
        found = await judge.score(a_scene())

    assert len(found) == 3
    assert judge.sleep.slept_s == [RETRY_AFTER_S]
    assert (judge.meter.tally.calls, judge.meter.tally.retries) == (2, 1)


async def test_a_broken_endpoint_is_asked_three_times_more_and_later_each_time():
    async with served_judge("/broken/broken") as judge:
        found = await judge.score(a_scene())

    assert found is None
    assert judge.meter.tally.unjudged == {Trouble.DOWN: 1}
    assert judge.meter.tally.spent_micros == 0
    assert len(judge.sleep.slept_s) == RETRIES
    assert all(
        0.5 <= slept_s <= 0.5 + 2**tries for tries, slept_s in enumerate(judge.sleep.slept_s)
    )


async def test_a_long_pause_is_not_granted():
    async def busy(_head, writer):
        writer.write(b"HTTP/1.1 429 No\r\nRetry-After: 86400\r\nContent-Length: 0\r\n\r\n")

    async with a_server(busy) as (port, _):
        config = a_config(f"http://127.0.0.1:{port}")
        async with an_outbound(config) as outbound:
            judge = a_judge(Endpoint(config, outbound))
            await judge.react(a_scene(), 0)

    assert judge.sleep.slept_s == [60.0] * RETRIES
    assert judge.meter.tally.unjudged == {Trouble.BUSY: 1}


@pytest.mark.parametrize("style", STYLES)
async def test_a_wrong_key_ends_the_run_and_is_not_repeated(style):
    changes = {"style": style, "key": "wrong-canary"}

    async with served_judge(changes=changes) as judge:
        with pytest.raises(IntegrationRefused) as refused:
            await judge.score(a_scene())

    assert (refused.value.provider, refused.value.tag) == ("judge", "http_401")
    assert (judge.meter.tally.calls, judge.meter.tally.spent_micros) == (1, 0)
    assert "canary" not in repr(refused.value)


async def test_a_path_that_is_not_there_ends_the_run():
    async with served_judge("/nowhere") as judge:
        with pytest.raises(IntegrationRefused) as refused:
            await judge.react(a_scene(), 0)

    assert refused.value.tag == "http_404"


@pytest.mark.parametrize(
    "changes",
    [{"base_url": "http://example.com/v1"}, {"base_url": ""}, {"key": "two\r\nlines"}],
    ids=["plain http", "no address", "key that fits no header"],
)
async def test_what_can_never_be_sent_ends_the_run_without_quoting_it(changes):
    async with served_judge(changes=changes) as judge:
        with pytest.raises(SettingsWrong) as wrong:
            await judge.score(a_scene())

    assert "two" not in str(wrong.value)
    assert wrong.value.__cause__ is None


async def test_a_dead_endpoint_ends_the_run_before_the_night_is_over_and_costs_nothing():
    async with a_server(says("")) as (port, _):
        pass
    config = a_config(f"http://127.0.0.1:{port}")

    async with an_outbound(config) as outbound:
        judge = a_judge(Endpoint(config, outbound))
        for _ in range(UNJUDGED_IN_A_ROW - 1):
            assert await judge.react(a_scene(), 0) is None
        with pytest.raises(IntegrationDown) as down:
            await judge.react(a_scene(), 0)

    assert down.value.provider == "judge"
    assert judge.meter.tally.spent_micros == 0
    assert judge.meter.tally.unjudged == {Trouble.DOWN: UNJUDGED_IN_A_ROW}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>",
        "[]",
        '{"choices": []}',
        '{"choices": [{"message": {"content": null}}]}',
        '{"choices": [{"message": {"content": "x"}}], "usage": {"prompt_tokens": -1}}',
    ],
)
async def test_a_body_that_is_no_completion_is_nonsense(body):
    async with a_server(says(body)) as (port, _):
        config = a_config(f"http://127.0.0.1:{port}")
        async with an_outbound(config) as outbound:
            judge = a_judge(Endpoint(config, outbound))
            found = await judge.react(a_scene(), 0)

    assert found is None
    assert judge.meter.tally.unjudged == {Trouble.NONSENSE: 1}
    assert judge.meter.tally.assumed_micros > 0


async def test_a_budget_ends_the_run_before_it_is_passed():
    budget_micros = 80_000

    async with served_judge(budget_micros=budget_micros) as judge:
        asking = (judge.react(a_scene(answered_today=n), 0) for n in range(20))
        ends = await asyncio.gather(*asking, return_exceptions=True)

    stops = [end for end in ends if isinstance(end, BudgetSpent)]
    assert 0 < len(stops) < len(ends)
    assert 0 < judge.meter.tally.spent_micros <= budget_micros
    assert stops[0].budget_micros == budget_micros


async def test_a_late_endpoint_uses_up_the_budget_because_it_may_send_a_bill():
    desk = Desk(key=KEY, late_s=2.0)
    changes = {"timeout_s": 0.1}

    async with served_judge(
        "/broken/late", desk=desk, changes=changes, budget_micros=60_000
    ) as judge:
        with pytest.raises(BudgetSpent):
            await judge.react(a_scene(), 0)

    assert 0 < judge.meter.tally.assumed_micros <= 60_000


def test_the_estimate_is_above_what_any_tokens_can_cost():
    config = a_config("http://127.0.0.1:1")
    model = Endpoint(config, None)

    most = model.most_micros("né" * 100)

    assert most == config.cost_micros(300 + 64, config.max_tokens)


def test_everything_that_shapes_an_answer_tells_models_apart_but_the_key_does_not():
    config = a_config("http://127.0.0.1:1")
    others = [
        {"base_url": "http://127.0.0.1:2"},
        {"model": "another"},
        {"style": Style.ANTHROPIC},
        {"temperature": None},
        {"max_tokens": 7},
    ]

    known = {Endpoint(replace(config, **it), None).identity for it in ({}, *others)}

    assert len(known) == 1 + len(others)
    assert Endpoint(replace(config, key="new"), None).identity in known


def test_a_cost_is_rounded_up():
    config = a_config("x", price_in_micros=1, price_out_micros=0)

    assert (config.cost_micros(0, 5), config.cost_micros(1, 0)) == (0, 1)


async def test_the_key_is_in_no_log_no_error_and_no_file(caplog, tmp_path):
    caplog.set_level(logging.DEBUG)

    async with served_judge(cache=Cache(tmp_path)) as judge:
        await judge.score(a_scene())
        config = a_config("http://127.0.0.1:1")

    kept = [path.read_text() for path in tmp_path.rglob("*.json")]
    assert len(kept) == 1
    for place in (caplog.text, *kept, *map(str, tmp_path.rglob("*"))):
        assert KEY not in place
    for thing in (config, judge, judge.model, judge.model.identity, judge.meter.tally):
        assert KEY not in repr(thing)


def test_what_is_asked_does_not_print_the_key():
    ask = Asking(Style.OPENAI, "m", 10, None).ask("?", KEY)

    assert KEY not in repr(ask)
    assert "temperature" not in ask.body


def test_a_client_for_an_endpoint_waits_as_long_as_the_endpoint_may_take():
    assert a_config("x", timeout_s=90.0).deadlines == Deadlines(3.0, 90.0, 90.0)
