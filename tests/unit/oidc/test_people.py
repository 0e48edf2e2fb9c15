"""What issuers and browsers say about a person can be shown, and can do nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.oidc.people import MAX_NAME_LETTERS, display_name, identity_of, name_in


def claiming(**claims):
    return identity_of({"iss": "https://i.example", "sub": "s", **claims})


@pytest.mark.parametrize(
    ("verified", "taken"),
    [(True, True), ("true", True), (False, False), ("false", False), (None, False)]
    + [(odd, False) for odd in (1, 1.0, "True", "yes", [True], {"true": True})],
)
def test_only_the_two_spellings_of_true_verify_an_address(verified, taken):
    """A4: Apple writes "true", Google writes true."""
    assert claiming(email="a@b.example", email_verified=verified).email_verified is taken


@pytest.mark.parametrize(
    "email",
    [
        "",
        "a",
        "@b.example",
        "a@",
        "a b@c.example",
        "a@b.example\n",
        "x" * 250 + "@b.example",
        "a@b\u202e.example",
        "a\0@b.example",
        None,
        7,
        ["a@b.example"],
    ],
    ids=repr,
)
def test_what_is_no_address_is_none_and_never_verified(email):
    person = claiming(email=email, email_verified=True)

    assert (person.email, person.email_verified) == ("", False)


def test_a_person_without_a_mail_address_is_still_a_person():
    person = claiming()

    assert (person.issuer, person.subject) == ("https://i.example", "s")
    assert (person.email, person.email_verified, person.name) == ("", False, "")


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ('{"name":{"firstName":"Aiko","lastName":"Tanaka"},"email":"x"}', "Aiko Tanaka"),
        ('{"name":{"firstName":"Aiko"}}', "Aiko"),
        ('{"name":{"firstName":"  Ai\\u0000ko \\n\\u202e","lastName":null}}', "Aiko"),
        ('{"name":{"firstName":"طارق","lastName":"حداد"}}', "طارق حداد"),
        ('{"name":{"firstName":["Aiko"]}}', ""),
        ('{"name":"Aiko"}', ""),
        ('["Aiko"]', ""),
        ("null", ""),
        ("{", ""),
        ("", ""),
        ("[" * 4000, ""),
        (json.dumps({"name": {"firstName": "A" * 5000}}), ""),
        (json.dumps({"name": {"firstName": "A" * 200}}), "A" * MAX_NAME_LETTERS),
    ],
)
def test_apples_unsigned_name_is_read_with_care(user, name):
    assert name_in(user) == name


@given(st.lists(st.text() | st.none() | st.integers(), max_size=3))
def test_a_name_is_always_one_short_printable_line(parts):
    name = display_name(*parts)

    assert len(name) <= MAX_NAME_LETTERS
    assert name.isprintable()
    assert name == name.strip()


@given(st.text())
def test_no_text_at_all_makes_the_reader_stumble(user):
    assert name_in(user).isprintable()
