"""The pages of experiments over a real database: what is wrong with one is shown where it is read."""

from dataclasses import replace

import pytest

from core import wiring
from core.domain.session import NOBODY
from core.settings import Settings, new_key_text
from oo_admin.experiments.export import table
from oo_admin.experiments.one_state import OneExperiment
from oo_admin.experiments.state import Experiments
from oo_admin.here import read_here
from oo_app import main
from oo_app.bench.console.ask import Admin, Question, state_bytes
from oo_app.shared.session import act_as
from tests.fakes.clock import NOON
from tests.fakes.experiment_lived import NAME, POOR, UTC_ZONE, an_experiment, begun, lived

AT = f"asof={NOON:%Y-%m-%dT%H:%M:%SZ}"
ONE = Question("one", OneExperiment, f"/admin/experiments/{NAME}?{AT}")
ALL = Question("all", Experiments, f"/admin/experiments?{AT}")


@pytest.fixture
async def core(sqlite_url):
    assert main.app is not None
    keys = {"token_keys": new_key_text("here"), "pepper": "x" * 32}
    core = wiring.start(Settings.of(database_url=sqlite_url, loops=False, **keys))
    yield core
    act_as(NOBODY)
    wiring.use(None)
    await core.close()


@pytest.fixture
def store(core):
    return core.ports.store


async def load(question):
    return await Admin("u_nobody22").load(question)


async def test_a_good_experiment_is_green_and_says_what_it_shows(store):
    await begun(store, an_experiment(NOON))
    await lived(store, "bayes-v1", 40, 8)
    await lived(store, "rule-v1", 40, 8, cycle=POOR)

    page, listed = await load(ONE), await load(ALL)

    assert [it.look for it in page.checks] == ["bad", "ok", "ok", "unk", "ok", "ok"]
    assert page.checks[0].name == "Exposures stopped"  # its last tip was 24 hours ago
    assert page.advice == []
    assert page.head.title.startswith("Too early to call: bayes-v1 is at +0.2")
    assert page.charts.value.empty == ""
    assert not page.may_run  # its clock is pinned
    assert listed.rows[0].verdict.startswith("too early to call: +0.2")
    assert state_bytes(page) < 100_000


async def test_propensities_that_did_not_choose_turn_the_page_red(store):
    await begun(store, an_experiment(NOON))
    await lived(store, "rule-v1", 40, 8, cycle=POOR)
    await lived(store, "bayes-v1", 40, 8, greedy_of=5)

    page, listed = await load(ONE), await load(ALL)

    assert page.checks[-1].name == "Propensities differ"
    assert page.checks[-1].look == "bad"
    assert page.advice[0].what.startswith("bayes-v1 served its favourite 256 times")
    assert [it.look for it in page.logs] == ["", "bad"]
    assert page.head.title.startswith("Not to be believed")
    assert page.winner.endswith("a check is red.")
    assert listed.rows[0].verdict == "not to be read: logged propensities did not choose"


async def test_a_split_that_nobody_asked_for_turns_the_page_red(store):
    await begun(store, an_experiment(NOON))
    await lived(store, "rule-v1", 40, 3)
    await lived(store, "bayes-v1", 110, 3)

    page = await load(ONE)

    assert page.checks[3].name == "Holdback is not balanced"
    assert (
        page.advice[0].what
        == "Users are not split as asked: bayes-v1 110, due 75, rule-v1 40, due 75."
    )


async def test_of_one_that_is_not_there_nothing_is_shown_and_nothing_failed(store):
    await begun(store, an_experiment(NOON))

    page = await load(replace(ONE, address="/admin/experiments/a%20b%2Fc"))

    assert (page.nobody, page.trouble, page.name) == (True, {}, "a b/c")


async def test_any_name_that_can_be_given_can_be_looked_at(store):
    odd = "50 % off / ünïcode?"
    await begun(store, replace(an_experiment(NOON), name=odd))
    listed = await load(ALL)

    page = await load(replace(ONE, address=listed.rows[0].href))

    assert (page.name, page.nobody) == (odd, False)


async def test_the_export_hands_over_the_list_or_the_one(store):
    await begun(store, an_experiment(NOON))
    await lived(store, "bayes-v1", 20, 3)

    listed = await table(read_here(f"/x?{AT}", NOON, UTC_ZONE))
    one = await table(read_here(f"/x?{AT}&name={NAME}", NOON, UTC_ZONE))

    assert listed.rows[0][0] == NAME
    assert {it[0] for it in one.rows} >= {"users", "reward", "difference, one look", "weight on"}
