"""Which of a machine's addresses phones in the hall are told."""

import ipaddress

import pytest

from quizhub.cli import addresses


@pytest.fixture
def machine(monkeypatch):
    """A machine with the networks a test wants."""

    def with_networks(routed: str, real: list[str], virtual: list[str]) -> list[str]:
        monkeypatch.setattr(addresses, "_routed", lambda: routed)
        monkeypatch.setattr(addresses, "_by_interface", lambda: (["127.0.0.1", *real], virtual))
        return addresses.machine_addresses()

    return with_networks


def test_the_network_with_the_way_out_comes_first(machine):
    assert machine("10.0.0.7", ["192.168.1.5", "10.0.0.7"], []) == ["10.0.0.7", "192.168.1.5"]


def test_a_hall_without_internet_has_its_address_all_the_same(machine):
    assert machine("", ["192.168.1.5"], ["172.17.0.1"]) == ["192.168.1.5", "172.17.0.1"]


def test_a_tunnel_is_not_the_hall(machine):
    assert machine("10.8.0.2", ["192.168.1.5"], ["10.8.0.2"]) == ["192.168.1.5", "10.8.0.2"]


def test_public_and_self_given_addresses_come_last_or_never(machine):
    found = machine("8.8.4.4", ["8.8.4.4", "169.254.3.4", "192.168.1.5"], [])
    assert found == ["192.168.1.5", "8.8.4.4"]


def test_no_network_at_all(machine, monkeypatch):
    monkeypatch.setattr(addresses, "_by_name", lambda: ["127.0.1.1"])
    assert machine("", [], []) == []


def test_this_machine_gives_addresses_that_can_be_told():
    for address in addresses.machine_addresses():
        assert not ipaddress.ip_address(address).is_loopback
