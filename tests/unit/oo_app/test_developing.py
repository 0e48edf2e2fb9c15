"""`reflex run` needs no set-up, and nothing else is touched by what makes it so."""

import os

import pytest
from reflex_base.constants import CompileContext, Env
from reflex_base.environment import environment

from core.settings import Settings
from oo_app.lending import lend
from oo_app.shared.developing import apart, server


@pytest.fixture
def untouched():
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def reflex_run(untouched, tmp_path):
    environment.REFLEX_COMPILE_CONTEXT.set(CompileContext.RUN)
    environment.REFLEX_ENV_MODE.set(Env.DEV)


def test_a_build_names_the_servers_paths_as_they_are(untouched):
    environment.REFLEX_COMPILE_CONTEXT.set(CompileContext.EXPORT)

    assert not apart()
    assert server() == ""


def test_pages_of_their_own_port_name_the_server(reflex_run):
    assert apart()
    assert server() == "http://localhost:8000"


def test_a_developer_is_lent_stand_ins_and_keys(reflex_run):
    lend()

    lent = Settings()
    assert lent.sandbox
    assert lent.token_keys.get_secret_value()
    assert "var" in os.environ["REFLEX_HOT_RELOAD_EXCLUDE_PATHS"].split(":")
    assert lent.complaints()


def test_own_keys_are_left_alone(reflex_run):
    os.environ["OO_TOKEN_KEYS"] = "mine:0000"  # noqa: S105 — opens nothing

    lend()

    assert not Settings().sandbox


def test_nothing_is_lent_to_a_server(untouched):
    environment.REFLEX_COMPILE_CONTEXT.set(CompileContext.EXPORT)

    lend()

    assert not Settings().sandbox
