"""Draw the sheet for a period of one's own: two dates, and the address that means them."""

import reflex as rx

from oo_admin.parts.sheet import field, sheet


def dates_sheet() -> rx.Component:
    """Return the sheet that C opens: a period, or what it is compared with; the browser makes the address."""
    return sheet(
        "dates",
        "Pick dates",
        rx.el.div(
            field("First day", rx.el.input(type="date", data_date="first")),
            field("Last day", rx.el.input(type="date", data_date="last")),
            rx.el.button("Show", class_name="btn primary", type="button", data_date="show"),
            class_name="dates",
        ),
        rx.el.div(
            field("Or compare with as many days from", rx.el.input(type="date", data_date="from")),
            rx.el.button("Compare", class_name="btn", type="button", data_date="compare"),
            class_name="dates",
        ),
        rx.el.p(class_name="small warn", data_date="wrong", role="status"),
    )
