"""Open sockets are found by their session, and forgotten when they close (S2)."""

from core.domain.ids import UserId, new_id
from oo_app.shared.sockets import Sockets


def test_sockets_are_found_by_session():
    sockets = Sockets()
    for socket, session in (("1", "a"), ("2", "a"), ("3", "b"), ("4", "")):
        sockets.add(socket, session)

    assert set(sockets.of("a")) == {"1", "2"}
    assert sockets.session_of("3") == "b"
    assert sockets.session_of("4") == ""
    assert sockets.session_of("5") is None


def test_a_closed_socket_leaves_nothing_behind():
    sockets = Sockets()
    sockets.add("1", "a")

    sockets.drop("1")
    sockets.drop("1")

    assert sockets.of("a") == ()
    assert sockets.session_of("1") is None
    assert not sockets._sockets


def test_asking_for_an_unknown_session_remembers_nothing():
    sockets = Sockets()

    assert sockets.of("never seen") == ()
    assert not sockets._sockets


def test_sockets_are_found_by_user_while_one_is_open():
    ada, bob = UserId(new_id()), UserId(new_id())
    sockets = Sockets()
    sockets.add("1", "a", ada)
    sockets.add("2", "b", ada)
    sockets.add("3", "c", bob)
    sockets.add("4", "")

    assert set(sockets.of_users(frozenset({ada}))) == {"1", "2"}
    assert set(sockets.all()) == {"1", "2", "3", "4"}
    sockets.drop("1")
    assert sockets.of_users(frozenset({ada})) == ("2",)
    sockets.drop("2")
    assert sockets.of_users(frozenset({ada})) == ()
    assert set(sockets._user.values()) == {bob}
