"""Draw the page of rewards."""

import reflex as rx

from oo_admin.parts.filters import filter_bar
from oo_admin.rewards.draw_days import days
from oo_admin.rewards.draw_others import others
from oo_admin.rewards.draw_slices import slices
from oo_admin.rewards.draw_times import delays, settled
from oo_admin.rewards.state import Rewards
from oo_admin.shell import page as framed


def page() -> rx.Component:
    """Return the page at `/admin/rewards`."""
    return framed(
        "Rewards",
        rx.el.div(
            rx.el.div(days(), class_name="c-row c1"),
            rx.el.div(others(), class_name="c-row c1"),
            rx.el.div(slices(), class_name="c-row c1"),
            rx.el.div(delays(), settled(), class_name="c-row c2"),
            class_name="rewards",
        ),
        acts=rx.cond(Rewards.spec != "", _spec()),
        bar=rx.el.section(filter_bar(Rewards.bar), aria_label="Filters"),
    )


def _spec() -> rx.Component:
    """Return which definition of a reward is in force, and how long a tip waits for one."""
    words = rx.el.span("reward ", rx.el.b(Rewards.spec), " window ", Rewards.window)
    return rx.el.span(words, class_name="seg hide-s")
