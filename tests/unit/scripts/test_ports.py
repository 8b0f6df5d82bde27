import socket

import pytest

from _stack import ports
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
