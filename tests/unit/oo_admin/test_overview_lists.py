"""Guardrails, the funnel, what changed and alarms say what they are, and no more."""

from dataclasses import replace
from datetime import timedelta
from math import nan

from core.domain.figure import TooFew
from core.domain.overview import Alarm, Guard, Moved, Mover, Step
from core.domain.versus import Versus
from oo_admin.overview.alarm_words import alarm_rows
from oo_admin.overview.funnel_words import funnel_titled, step_rows
from oo_admin.overview.guard_words import guard_rows, guards_titled
from oo_admin.overview.moved_words import moved_titled, mover_rows, value_words
from tests.fakes.figures import MINUS, NOW, THIN, a_change, a_figure, here

DAY = timedelta(days=1)
DASH = "\u2013"
PLUS_MINUS = "±"


def test_guardrails_say_how_they_stand():
    guards = (
        Guard("dismissed", 0.132, a_change(-0.031, 0.007), 0.01, "held"),
        Guard("scoring", 11_000, a_change(700, 300), 8_000, "watch"),
        Guard("quiet"),
        Guard("undone", None, TooFew(4), 0.005, "too few"),
        Guard("lost", 0.041, a_change(0.041, 0.01), 0.05, "held", level=True),
    )

    held, slow, quiet, few, lost = guard_rows(guards)

    assert (held.now, held.margin, held.look, held.standing) == (
        f"13.2{THIN}%",
        f"+1.0{THIN}pp",
        "ok",
        "Held",
    )
    assert held.says == f"{MINUS}3.1{THIN}pp, from {MINUS}3.8{THIN}pp to {MINUS}2.4{THIN}pp"
    assert (slow.now, slow.margin, slow.look) == (f"11{THIN}ms", f"+8{THIN}ms", "warn")
    assert (quiet.now, quiet.margin, quiet.look, quiet.standing) == ("—", "—", "unk", "Unknown")
    assert (few.standing, few.whisker.shown) == ("Too few", False)
    assert (lost.margin, lost.says) == (f"5{THIN}%", "")
    assert guards_titled(guards, "the day before").title == "Seven guardrails, two held"
    assert (
        guards_titled((replace(guards[0], standing="broken"),), "").title
        == "Seven guardrails, one broken"
    )


def test_a_margin_lies_on_the_axis_of_its_guardrail():
    (row,) = guard_rows((Guard("dismissed", 0.1, a_change(0.0, 0.01), 0.01, "held"),))

    places = [
        float(it.rstrip("%")) for it in (row.whisker.left, row.whisker.base, row.whisker.tick)
    ]
    assert places == sorted(places)
    assert places[1] == 50


def test_steps_are_shares_of_who_joined():
    steps = (
        Step("joined", 200, 100),
        Step("connected", 100, 80, 0, a_figure(0.5, 0.07), None, a_change(-0.3, 0.1), 48.0),
        Step("returned", 30, None, 20, TooFew(29), None, TooFew(29)),
    )

    joined, connected, returned = step_rows(steps, here("p=7d"))

    assert joined.line == "200 users, 100 before"
    assert (connected.width, connected.tick) == ("50.00%", "80.00%")
    assert connected.line == f"100 users · median 48{THIN}s"
    assert connected.change == f"{MINUS}30.0{THIN}pp {PLUS_MINUS} 10.0"
    assert connected.href == "/admin/users?p=7d&f=joined:period&f=step:connected"
    assert (returned.open, returned.share, returned.change) == (True, "too few", "—")
    assert returned.line == "30 users · 80 of 100 are 7 days old"
    assert funnel_titled(steps, here()).title == "Fewer of those who could connect"


def test_an_empty_funnel_claims_nothing():
    assert step_rows((Step("joined", 0),), here()) == []
    assert funnel_titled((Step("joined", 0),), here()).any is False


def test_movers_are_links_with_a_figure_and_bounds():
    mover = Mover("hour", "07", a_change(0.016, 0.01), (0.23, 0.25), (0.41, 0.468))
    grey = Mover("policy", "bayes-v1", a_change(0.001, 0.01), (0.0, 0.45), (nan, 0.412))
    moved = Moved(a_change(0.036, 0.009), (mover, grey))

    first, second = mover_rows(moved, here("p=7d"))

    assert (first.by, first.slice, first.look) == ("Hour", f"07:00 {DASH} 08:00", "up")
    assert first.href == "/admin/log?p=7d&f=hour:7"
    assert (first.shares, first.rates, first.figure) == (
        f"23{DASH}25",
        f"41.0{DASH}46.8",
        f"+1.6{THIN}pp",
    )
    assert (second.rates, second.look) == (f"none{DASH}41.2", "unclear")
    assert moved_titled(moved, here()).title == f"What changed: +3.6{THIN}pp of done rate"
    assert moved_titled(replace(moved, change=a_change(0.001, 0.009)), here()).title == (
        "No clear change of the done rate"
    )


def test_what_changed_says_why_it_is_empty():
    assert "Too few tips to compare: 3" in moved_titled(Moved(TooFew(3)), here()).sub
    assert "whole days" in moved_titled(Moved(), here("p=today")).sub
    assert moved_titled(Moved(), here(versus=Versus.NONE)).sub == "Compare with a period to see it."


def test_slices_have_names():
    assert value_words("hour", "23") == f"23:00 {DASH} 00:00"
    assert value_words("weekday", "Sun") == "Sunday"
    assert value_words("size", "1") == "one task"
    assert value_words("policy", "bayes-v1") == "bayes-v1"


def test_an_alarm_says_what_since_when_and_what_follows():
    alarms = (
        Alarm("propensity", True, "squarecb-v1", 900, z=5.1, since=NOW - 2 * DAY),
        Alarm("lost", False, count=45, of=1098),
        Alarm("dead", True, count=1, since=NOW),
        Alarm("late", False, count=7),
        Alarm("sync", False, count=3, of=100),
    )

    rows = alarm_rows(alarms, here("p=7d&f=x:y"))

    assert (rows[0].look, rows[0].level) == ("bad", "Alarm")
    assert rows[0].what == "Logged propensities of squarecb-v1 do not match what was served"
    assert rows[0].rest.startswith("z = +5.1, 900 picks · since Mon 14:03 · owner")
    assert (rows[1].what, rows[1].href) == (
        f"4.1{THIN}% of integrations are lost",
        "/admin/users?p=7d&f=link:lost",
    )
    assert rows[2].what == "1 event failed for good"
    assert {it.way for it in rows} == {"Open policies", "Open users", "Open incidents"}
