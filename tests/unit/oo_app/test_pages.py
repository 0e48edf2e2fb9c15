"""Every page can be drawn, in our own elements alone."""

import json
import re

import pytest
import reflex as rx

from oo_app.routes import PAGES
from oo_app.shared import shell, theme

FOREIGN = re.compile(r"radix|sonner|lucide|recharts|plotly|https?://")
"""Libraries and hosts that no page of a person may load."""
ROUTES = [page.route for page in PAGES]


def drawn(component):
    return json.dumps(component.render(), default=str)


@pytest.mark.parametrize("page", PAGES, ids=ROUTES)
def test_a_page_is_drawn_from_our_own_elements(page):
    view = page.view()

    assert drawn(view)
    assert [name for name in view._get_all_imports() if FOREIGN.search(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=ROUTES)
def test_no_page_runs_script_that_the_policy_would_stop(page):
    text = drawn(page.view())

    assert "_call_script" not in text
    assert "_call_function" not in text
    assert "dangerouslySetInnerHTML" not in text


def test_the_person_meets_these_pages_and_no_others():
    assert ROUTES == [
        "/",
        "/sign-in",
        "/welcome",
        "/connect",
        "/settings",
        "/data",
        "/delete",
        "/goodbye",
        "/legal/privacy",
        "/legal/terms",
        "404",
    ]


@pytest.mark.parametrize("page", PAGES, ids=ROUTES)
def test_private_pages_knock_first(page):
    names = [handler.fn.__qualname__ for handler in page.on_load]
    public = {"SignIn.load", "Goodbye.load"}

    assert not names or names[0] == "Door.knock" or set(names) <= public


def test_what_leaves_our_pages_is_a_form_the_browser_sends_itself():
    delete = next(page for page in PAGES if page.route == "/delete").view()
    text = drawn(delete)

    assert "/settings/delete" in text
    assert "onSubmit" not in text


def test_black_comes_before_any_stylesheet():
    head = [drawn(component) for component in theme.head()]
    black = next(i for i, text in enumerate(head) if "background:#000" in text)
    sheet = next(i for i, text in enumerate(head) if "/oo.css" in text)

    assert black < sheet
    assert not [text for text in head if re.search(r"https?://", text)]


def test_the_layers_around_all_pages_are_ours():
    layers = shell.wraps()

    assert {name for _, name in layers} == {"ErrorBoundary"}
    crash = layers[55, "ErrorBoundary"](True)
    assert "stack" not in drawn(crash)
    assert "That was our fault." in str(crash.fallback_render)


def test_a_crash_page_needs_no_state():
    assert "state" not in drawn(shell.crashed()).lower()


def test_the_shell_is_black_and_empty():
    assert theme.black().render()["children"] == []
    assert isinstance(theme.black(), rx.Component)
