"""Draw what is about to be done to a user: what it would do, for which reason, and the way out."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.shown import Node, Shown
from oo_admin.users.acts import MAX_REASON
from oo_admin.users.user_state import OneUser


def about_to_change() -> rx.Component:
    """Return the act that the address begins; nothing when it begins none."""
    return rx.cond(
        OneUser.act != "", rx.cond(OneUser.act == "see", _as_user(), _act()), rx.fragment()
    )


def _act() -> rx.Component:
    it = OneUser.preview
    return rx.el.section(
        rx.el.h2(it.title),
        rx.el.dl(rx.foreach(it.effects, _effect), class_name="c-facts lined"),
        rx.cond(it.note != "", rx.el.p(it.note, class_name="c-note")),
        rx.cond(it.confirm != "", _forms(), _away("Close")),
        class_name="c-act",
        aria_label="About to change",
    )


def _effect(pair: Shown) -> rx.Component:
    return rx.fragment(rx.el.dt(pair[0]), rx.el.dd(pair[1]))


def _forms() -> Node:
    return rx.match(
        OneUser.act,
        ("reset", _form(OneUser.reset_posterior)),
        ("restore", _form(OneUser.restore_posterior)),
        ("revoke", _form(OneUser.revoke_integration)),
        ("pause", _form(OneUser.pause_pushes)),
        ("resume", _form(OneUser.resume_pushes)),
        ("export", _form(OneUser.start_export)),
        ("reveal", _form(OneUser.reveal_identity)),
        rx.fragment(),
    )


def _form(carry: Any) -> rx.Component:
    """Return the form of one act. Any: Reflex gives handlers a type of their own each."""
    again = link("Sign in again", to=OneUser.sign_in, class_name="btn sm")
    return rx.el.form(
        rx.el.input(
            name="reason",
            placeholder="Reason, seen in the audit",
            aria_label="Reason, seen in the audit",
            required=True,
            min_length=5,
            max_length=MAX_REASON,
            auto_complete="off",
            auto_focus=True,
        ),
        rx.cond(
            OneUser.trouble_words != "",
            rx.el.p(rx.el.span(OneUser.trouble_words, class_name="st bad"), role="alert"),
        ),
        rx.el.div(
            rx.el.button(OneUser.preview.confirm, class_name="btn primary sm", type="submit"),
            rx.cond(OneUser.sign_in != "", again),
            _away("Cancel"),
            class_name="acts",
        ),
        on_submit=carry,
    )


def _away(words: str) -> rx.Component:
    return link(words, to=OneUser.cancel, class_name="btn sm", data_close_drawer="")


def _as_user() -> rx.Component:
    it = OneUser.last
    card = rx.fragment(
        rx.el.div(
            rx.el.p(it.mask, class_name="c-mask big"),
            rx.el.p(it.sentence, class_name="t2"),
            class_name="c-card",
        ),
        rx.el.dl(rx.foreach(it.reasons, _effect), class_name="c-facts lined"),
        rx.el.p(it.account, class_name="c-note"),
        rx.el.p(
            "Drawn from the stored receipt, with its task masked. Nobody is signed in as them.",
            class_name="c-note",
        ),
    )
    none = rx.el.p("No tip was served yet, or its receipt is no longer kept.", class_name="t2")
    return rx.el.section(
        rx.el.h2(OneUser.preview.title, rx.el.span(it.when, class_name="t3 small")),
        rx.cond(it.shown, card, none),
        _away("Close"),
        class_name="c-act",
        aria_label="As its user saw it",
    )
