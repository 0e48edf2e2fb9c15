"""Where the stand-ins are found: below our own URL, or in a process of their own."""

from core.doors import todoist_config
from core.settings import Settings
from oo_app.shared.csp import page_policy

HERE = {"sandbox": True, "base_url": "http://localhost:8000/", "todoist_client_id": "oo"}
ALONE = {"sandbox_url": "http://127.0.0.1:8001/"}


def test_stand_ins_are_below_our_own_url():
    config = todoist_config(Settings.of(**HERE))

    assert config.api_url == "http://localhost:8000/sandbox/todoist/api/v1"


def test_stand_ins_in_a_process_of_their_own_are_found_there():
    config = todoist_config(Settings.of(**HERE, **ALONE))

    assert config.api_url == "http://127.0.0.1:8001/sandbox/todoist/api/v1"
    assert config.redirect_uri == "http://localhost:8000/connect/todoist/callback"


def test_their_url_means_nothing_without_the_sandbox():
    config = todoist_config(Settings.of(**HERE | {"sandbox": False}, **ALONE))

    assert "127.0.0.1" not in config.api_url


def test_forms_may_lead_to_them_and_nowhere_else():
    """Reliability S4."""
    below, alone = (page_policy(Settings.of(**HERE, **more), ()) for more in ({}, ALONE))

    assert "form-action 'self';" in below
    assert "form-action 'self' http://127.0.0.1:8001;" in alone
