"""Draw the overview."""

import reflex as rx

from oo_admin.overview.state import Overview
from oo_admin.parts.panel import panel
from oo_admin.shell import page as framed


def page() -> rx.Component:
    """Return the page at `/admin`."""
    chart = rx.recharts.bar_chart(
        rx.recharts.bar(
            data_key="done", stack_id="a", fill="var(--ck-done)", is_animation_active=False
        ),
        rx.recharts.bar(
            data_key="other", stack_id="a", fill="var(--ck-other)", is_animation_active=False
        ),
        rx.recharts.x_axis(data_key="x"),
        rx.recharts.y_axis(),
        rx.recharts.graphing_tooltip(),
        data=Overview.rows,
        height=300,
        width="100%",
    )
    return framed("Overview", panel("mix", "More done", chart))
