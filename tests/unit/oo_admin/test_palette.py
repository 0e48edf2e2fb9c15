"""The palette finds what the role may open, and nothing else."""

from uuid import UUID

import pytest

from core.domain.access import GRANTS, Right
from core.domain.ids import UserId, ViewId
from core.domain.saved_view import SavedView
from core.domain.user import Role
from oo_admin.address import Address
from oo_admin.overlays.palette import USER, Known, find
from tests.fakes.clock import NOON

HERE = Address.read("/admin?p=7d")
VIEWER = GRANTS[Role.VIEWER]
TIP = "0199e2a0-0000-7000-8000-0123456789ab"


def kinds(text, rights=VIEWER, **known):
    return {
        group.kind: [place.href for place in group.places]
        for group in find(HERE, text, rights, Known(policies=("bayes-v1",), **known))
    }


def test_letters_of_a_name_lead_to_its_page_with_the_period():
    assert kinds("simu")["Pages"] == ["/admin/simulations?p=7d"]


def test_a_page_that_the_role_may_not_see_is_not_found():
    assert "Pages" not in kinds("audit")


def test_a_pseudonym_leads_to_its_user():
    found = kinds("u_7q", users=("u_7q4m2kab", "u_7q5aaaaa"))["Users"]

    assert found == ["/admin/users/u_7q4m2kab?p=7d", "/admin/users/u_7q5aaaaa?p=7d"]


def test_nobody_without_the_right_finds_users():
    assert "Users" not in kinds(
        "u_7q4m2kab", frozenset({Right.CONSOLE_ENTER}), users=("u_7q4m2kab",)
    )


def test_a_policy_leads_to_its_picks():
    assert kinds("bayes")["Policies"] == ["/admin/log?p=7d&f=policy:bayes-v1"]


def test_the_id_of_a_tip_opens_it():
    assert kinds(TIP)["Tips"] == [f"/admin/log?peek={TIP}&p=all"]


@pytest.mark.parametrize(("text", "is_one"), [("u_7", True), ("u_", False), ("u_1", False)])
def test_what_may_begin_a_pseudonym(text, is_one):
    assert bool(USER.fullmatch(text)) is is_one


def test_a_saved_view_is_found_on_its_page():
    view = SavedView(
        ViewId(UUID(int=7)), UserId(UUID(int=8)), "log", "Mornings", "f=hour:8", False, NOON
    )

    found = kinds("morn", views=(view,))["Saved views"]

    assert found == [f"/admin/log?f=hour:8&v={view.id}"]
