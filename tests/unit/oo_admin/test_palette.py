"""The palette finds what the role may open, and nothing else."""

from core.domain.access import GRANTS, Right
from core.domain.user import Role
from oo_admin.address import Address
from oo_admin.overlays.palette import find

HERE = Address.read("/admin?p=7d")
VIEWER = GRANTS[Role.VIEWER]
TIP = "0199e2a0-0000-7000-8000-0123456789ab"


def kinds(text, rights=VIEWER):
    return {
        group.kind: [place.href for place in group.places]
        for group in find(HERE, text, rights, ("bayes-v1",))
    }


def test_letters_of_a_name_lead_to_its_page_with_the_period():
    assert kinds("simu")["Pages"] == ["/admin/simulations?p=7d"]


def test_a_page_that_the_role_may_not_see_is_not_found():
    assert "Pages" not in kinds("audit")


def test_a_pseudonym_leads_to_its_user():
    assert kinds("u_7q4m2kab")["Users"] == ["/admin/users/u_7q4m2kab?p=7d"]


def test_nobody_without_the_right_finds_users():
    assert "Users" not in kinds("u_7q4m2kab", frozenset({Right.CONSOLE_ENTER}))


def test_a_policy_leads_to_its_picks():
    assert kinds("bayes")["Policies"] == ["/admin/log?p=7d&f=policy:bayes-v1"]


def test_the_id_of_a_tip_opens_it():
    assert kinds(TIP)["Tips"] == [f"/admin/log?peek={TIP}&p=all"]
