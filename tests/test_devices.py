"""Addresses as lists write them, and which lines mean one device."""

from __future__ import annotations

import pytest

from integration_db.check.lines.devices import DeviceIndex, are_plain, device_keys, place_at
from integration_db.check.reading.address import NoAddress, may_be_one, read_address


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("10.0.0.5", "10.0.0.5"),
        (" 10.0.0.5:8001 ", "10.0.0.5:8001"),
        ("10.0.0.5/24", "10.0.0.5"),
        ("http://10.0.0.5/", "10.0.0.5"),
        ("rtsp://user:secret@10.0.0.5:554/live?x=1", "10.0.0.5:554"),
        ("http://10.0.0.91:40001/", "10.0.0.91:40001"),
        ("2001:DB8:0::5", "2001:db8::5"),
        ("[2001:db8::5]:8443", "[2001:db8::5]:8443"),
        ("https://[2001:db8::5]/", "2001:db8::5"),
        ("::ffff:10.0.0.5", "10.0.0.5"),
        ("Cam-Lobby.example.org.", "cam-lobby.example.org"),
        ("cam_1:8080", "cam_1:8080"),
    ],
)
def test_an_address_is_read_in_every_way_in_which_lists_write_it(written: str, text: str) -> None:
    assert read_address(written).text == text


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "neither"),
        ("10.0.0.300", "no IP address"),
        ("10.0.0", "no IP address"),
        ("12", "no IP address"),
        ("10.0.0.0/24", "address of the network 10.0.0.0/24"),
        ("10.0.0.255/24", "broadcast address of the network 10.0.0.0/24"),
        ("255.255.255.255", "no device"),
        ("0.0.0.0", "no device"),
        ("224.0.0.1", "no device"),
        ("127.0.0.1", "no device"),
        ("::", "no device"),
        ("10.0.0.5:99999", "from 1 to 65535"),
        ("10.0.0.5, 10.0.0.6", "neither"),
        ("the lobby", "neither"),
        ("-cam", "neither"),
        ("2001:db8:::5", "no IP address"),
        ("http://", "neither"),
        ("x" * 300, "neither"),
        ("2026-11-20 08:00", "neither"),
    ],
)
def test_what_is_no_address_says_why(written: str, why: str) -> None:
    with pytest.raises(NoAddress, match=why):
        read_address(written)


def test_ports_tell_devices_behind_a_router_apart_and_those_of_one_web_page_do_not() -> None:
    first, second, any_port = map(read_address, ("1.2.3.4:8001", "1.2.3.4:8002", "1.2.3.4"))
    assert not may_be_one(first, second)
    assert may_be_one(first, any_port)
    assert may_be_one(read_address("1.2.3.4:80"), read_address("1.2.3.4:443"))


def _devices(*lines: dict[str, str]) -> list[int | None]:
    index = DeviceIndex()
    return [index.first_line(n, device_keys(**line)) for n, line in enumerate(lines, 1)]


def test_several_inputs_of_one_device_are_one() -> None:
    assert _devices(
        {"ip": "10.0.0.5"},
        {"ip": "http://10.0.0.5/"},
        {"ip": "10.0.0.5", "port": "443"},
        {"ip": "10.0.0.6"},
        {"mac": "AC-CC-8E-00-00-01", "ip": "10.0.0.7"},
        {"mac": "accc8e000001", "ip": ""},
        {"serial": "AB123"},
        {"serial": "ab123 ", "ip": "10.0.0.9"},
        {"ip": "10.0.0.9"},
    ) == [None, 1, 1, None, None, 5, None, 7, 7]


def test_what_is_surer_keeps_two_devices_apart() -> None:
    assert _devices(
        {"ip": "10.0.0.5", "mac": "00408C000001"},
        {"ip": "10.0.0.5", "mac": "00408C000002"},
        {"ip": "10.0.0.5", "mac": "00408C000002"},
        {"ip": "1.2.3.4", "port": "8001"},
        {"ip": "1.2.3.4", "port": "8002"},
        {"mac": "00:00:00:00:00:00"},
        {"mac": "00:00:00:00:00:00"},
        {"serial": "n/a"},
        {"serial": "n/a"},
        {},
        {},
    ) == [None, None, 2, None, None, None, None, None, None, None, None]


def test_sites_with_one_address_plan_are_kept_apart_and_a_mac_is_surer() -> None:
    assert _devices(
        {"site": "Store 101", "ip": "192.168.1.10"},
        {"site": "Store 102", "ip": "192.168.1.10"},
        {"site": "store  101 ", "ip": "192.168.1.10", "port": "443"},
        {"site": "-", "ip": "192.168.1.10"},
        {"site": "", "ip": "192.168.1.10"},
        {"site": "Store 101", "mac": "00408C000001", "ip": "192.168.1.11"},
        {"site": "Store 102", "mac": "00408C000001", "ip": "192.168.1.12"},
    ) == [None, None, 1, None, 4, None, 6]


def test_two_cameras_under_one_address_are_two_devices_and_are_noted() -> None:
    index = DeviceIndex()
    keys = device_keys(ip="10.0.0.5")
    named = [index.first_line(n, keys, camera) for n, camera in enumerate((7, 8, 8, 7), 1)]
    assert named == [None, None, 2, 1]
    assert index.noted["device_named_twice"] == [(2, 1)]


def test_all_lines_that_share_a_device_are_counted_and_the_worksheet_is_named() -> None:
    index = DeviceIndex("North")
    for number in range(1, 2502):
        index.first_line(number, device_keys(ip="10.0.0.5"), number)
    (note,) = index.notes
    assert "in worksheet 'North'" in note.text
    assert note.text.endswith(" and 2,495 more.")


@pytest.mark.parametrize(
    "ip",
    ["", "DHCP", "DHCP1", "dhcp-2", "N/A", "n.a.", "k.A.", "tbd", "offline", "lobby", "VLAN20"]
    + ["0.0.0.0", "127.0.0.1", "224.1.1.1", "999.1.1.1", "192.168.1.x", "192.168.1.*", "10.0.x.x"]
    + ["x.x.x.x", "xxx.xxx.xxx.xxx", "10.xx.xx.xx", "192.168.1.100-110", "http://192.168.1.x/"],
)
def test_an_address_that_is_none_yet_tells_no_device(ip: str) -> None:
    assert device_keys(ip=ip).place is None


@pytest.mark.parametrize("ip", ["10.0.0.5", "cam1", "axis-accc8e001122", "gate.example.org"])
def test_an_address_or_a_host_name_tells_a_device(ip: str) -> None:
    assert device_keys(ip=ip).place == ip


@pytest.mark.parametrize(
    "serial",
    ["", "1", "12", "0000000", "n/a", "N/A-1", "none", "-", "0000", "pending", "unknown", "TBD"]
    + ["siehe Foto", "siehe Foto 123", "various", "1.23E+11", "1,23457E+11", "123E9", "123456"]
    + ["987654321", "1111111", "2025", "2026-11-20", "20.11.2026", "see photo 0001"],
)
def test_a_serial_number_that_is_none_tells_no_device(serial: str) -> None:
    assert device_keys(serial=serial).serial is None


@pytest.mark.parametrize(
    ("written", "serial"),
    [
        ("ACCC8E0F1122", "accc8e0f1122"),
        ("AB123", "ab123"),
        ("044533221", "044533221"),
        ("DS-2CD2146G2-ISU20190101AAWRD12345678", "ds-2cd2146g2-isu20190101aawrd12345678"),
        ("SN: 4G0123BPAA00012", "4g0123bpaa00012"),
    ],
)
def test_a_serial_number_tells_a_device(written: str, serial: str) -> None:
    assert device_keys(serial=written).serial == serial


@pytest.mark.parametrize(
    "mac",
    ["", "00:00:00:00:00:00", "FF-FF-FF-FF-FF-FF", "n/a", "12:34", "AC:CC:8E:xx:xx:xx"]
    + ["00:00:5E:00:53:01", "01:00:5E:00:00:01", "00:11:22:33:44:55", "12:34:56:78:9A:BC"]
    + ["AA:BB:CC:DD:EE:FF", "AC:CC:8E:00:00:00", "AC:CC:8E:FF:FE:00:11:22"]
    + ["ACCC8E001122, ACCC8E001123"],
)
def test_a_mac_that_is_no_device_s_tells_none(mac: str) -> None:
    assert device_keys(mac=mac).mac is None


@pytest.mark.parametrize(
    "mac",
    ["AC:CC:8E:00:11:22", "ac-cc-8e-00-11-22", "ACCC8E001122", "AC_CC_8E_00_11_22"]
    + ["0xACCC8E001122", "MAC: AC:CC:8E:00:11:22", "accc.8e00.1122", "AC-CC-8E 001122"]
    + ["accc8e-001122", "AC CC 8E 00 11 22", "(AC:CC:8E:00:11:22)", "'ACCC8E001122"]
    + ["AC\u2013CC\u20138E\u201300\u201311\u201322"],
)
def test_a_mac_is_read_in_every_way_in_which_lists_write_it(mac: str) -> None:
    assert device_keys(mac=mac).mac == "accc8e001122"


def test_one_mac_with_two_serial_numbers_is_one_device_and_is_noted() -> None:
    index = DeviceIndex()
    for number, serial in enumerate(("AB12301", "", "AB12302", "AB12301"), 1):
        index.first_line(number, device_keys(mac="ACCC8E001122", serial=serial))
    (note,) = index.notes
    assert note.code == "two_serials_of_one_mac"
    assert note.text.endswith("were counted as one device: lines 3 and 1.")


@pytest.mark.parametrize("sites", [[""], ["A", "b", "", " B"]])
def test_many_lines_at_once_are_told_apart_as_one_by_one(sites: list[str]) -> None:
    hosts = [f"10.0.{n % 3}.{n * 7 % 90}" for n in range(1000)]
    cameras = [n % 4 for n in range(1000)]
    assert are_plain(hosts)
    assert not are_plain([*hosts, "10.0.0.300"])
    assert not are_plain(["10.0.0.1", "127.0.0.1"])
    at = [sites[n % 7 % len(sites)] for n in range(1000)]
    places = [place_at(site, host) for site, host in zip(at, hosts, strict=True)]
    together, single = DeviceIndex(), DeviceIndex()
    seen: dict[int, int] = {}
    for start in range(0, 1000, 100):
        part = slice(start, start + 100)
        seen |= together.first_lines(start + 1, places[part], cameras[part])
    expected: dict[int, int] = {}
    for line, (host, site, camera) in enumerate(zip(hosts, at, cameras, strict=True), 1):
        keys = device_keys(ip=host, site=site)
        if camera and (first := single.first_line(line, keys, camera)) is not None:
            expected[line] = first
    assert seen == expected
    assert seen


def test_many_devices_with_one_address_are_told_apart_in_time() -> None:
    """New cameras of one maker all have its address as shipped."""
    index = DeviceIndex()
    keys = [device_keys(ip="192.168.1.64", mac=f"acb1c2{n * 7919 + 1000:06x}") for n in range(2000)]
    for again in (False, True):
        for number, one in enumerate(keys, 1):
            first = index.first_line(number + 2000 * again, one, 1)
            assert first == (number if again else None)
    looked_at = list(index._tables[-1].devices(hash("192.168.1.64")))
    assert 1 < len(looked_at) < 20
