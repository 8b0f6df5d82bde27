import socket

import pytest

from _stack import ports
from _stack.errors import StackError
from _stack.ports import LOOPBACK, chosen_ports, pick_ports


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def test_the_usual_port_is_kept_when_it_is_free() -> None:
    """A stack answers at its usual addresses unless somebody else does."""
    usual = free_port()

    assert {"auth": usual} == pick_ports({"auth": usual})


def test_a_taken_port_is_replaced_by_a_free_one() -> None:
    """A second stack does not fail, it moves."""
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        usual = taken.getsockname()[1]

        picked = pick_ports({"auth": usual})

    assert picked["auth"] != usual


def test_no_two_names_get_the_same_port() -> None:
    """Names that want the same port are told apart."""
    usual = free_port()

    picked = pick_ports({"auth": usual, "hub": usual, "tasks": usual})

    assert 3 == len(set(picked.values()))


def test_only_one_stack_at_a_time_has_the_usual_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that is chosen but not yet opened is not chosen again by a second stack."""
    monkeypatch.setattr(ports, "TURN_PORT", free_port())
    usual = {"auth": free_port()}

    with chosen_ports(usual) as first, chosen_ports(usual) as second:
        assert (usual, True) == (first, first != second)


def test_a_chosen_port_is_never_lent_to_a_connection() -> None:
    """No outgoing connection of anybody takes a port between its choice and its opening."""
    picked = pick_ports({f"port {number}": 0 for number in range(50)})

    assert max(picked.values()) < 32_768


def test_a_stack_without_any_free_port_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every port is held the choice ends with advice."""
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(ports, "UNLENT", range(port, port + 1))

        with pytest.raises(StackError, match=f"from {port} to {port}"):
            pick_ports({"auth": 0})
