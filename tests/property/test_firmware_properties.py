"""What must be true of every firmware text and every range."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from integration_db.errors import InvalidRange
from integration_db.firmware import (
    SCHEMES,
    Firmware,
    Interval,
    Provenance,
    compare,
    keys,
    parse_firmware,
    parse_range,
)
from integration_db.firmware.ranges import range_text

few = settings(max_examples=60, deadline=None)

numbers = st.integers(0, 12) | st.integers(0, 10**30)
dates = st.builds(
    lambda y, m, d: f"{y:02}{m:02}{d:02}",
    st.integers(16, 24),
    st.integers(1, 12),
    st.integers(1, 28),
)
small = st.integers(0, 3)


def _dotted(least: int, most: int) -> st.SearchStrategy[str]:
    parts = st.lists(small, min_size=least, max_size=most)
    return parts.map(lambda found: ".".join(map(str, found)))


def _join(pattern: str, *parts: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: pattern.format(*found))


TEXTS: dict[str, st.SearchStrategy[str]] = {
    "axis": _dotted(1, 5) | _join("10.{}.{}", small, small) | _join("5.5{}beta{}", small, small),
    "hikvision": _dotted(1, 4) | _join("V5.{}.{} build {}", small, small, dates),
    "dahua": _join("2.{}00.{}.{}.R.{}", small, st.sampled_from(["0", "00AC000"]), small, dates)
    | _join("2.{}00.0.{}.R", small, small),
    "tapo": _dotted(1, 3) | _join("1.{}.{} Build {} Rel.{}n", small, small, dates, small),
    "reolink": _join("v3.{}.0.{}_{}0{}", small, small, dates, small)
    | _join("{}{}", dates, st.integers(10, 12))
    | _join("v3.{}.0.{}", small, small),
    "vivotek": _join("010{}{}", small, st.sampled_from(["", "a", "b", "b1", "b_2"])),
    "mobotix": _dotted(1, 4) | _join("MX-V4.4.{}.{}.r{}", small, small, small),
    "exacqvision": _dotted(1, 4) | _join("24.0{}.{}.{}", small, small, small),
    "tvt": _join("1.3.{}.{}B{}.D0{}.U1(4A)", small, small, dates, small),
    "synology": _join("{}.{}-{}", small, small, small),
    "generic": _dotted(1, 4) | _join("1.{}{}", small, st.sampled_from(["a", "-r1", "-2", "rc1"])),
}
schemes = st.sampled_from(sorted(TEXTS))


@st.composite
def versions(draw: st.DrawFn, scheme: str | None = None) -> Firmware:
    """Draw a version in a scheme's own shape, said by a device or a person."""
    name = scheme or draw(schemes)
    origins: tuple[Provenance, ...] = ("human", "device")
    return parse_firmware(draw(TEXTS[name]), scheme=name, provenance=draw(st.sampled_from(origins)))


@st.composite
def ranges(draw: st.DrawFn, scheme: str) -> tuple[Interval, ...]:
    """Draw the intervals of a range that is not empty."""
    clauses = []
    for _ in range(draw(st.integers(1, 3))):
        bounds = [draw(st.sampled_from([">=", ">"])) + draw(TEXTS[scheme])]
        bounds += [draw(st.sampled_from(["<=", "<"])) + draw(TEXTS[scheme])]
        bounds += [draw(st.sampled_from(["build>=2018-02-03", "build<2022-05-06"]))]
        clauses.append(",".join(draw(st.lists(st.sampled_from(bounds), min_size=1, unique=True))))
    try:
        return parse_range("|".join(clauses), scheme=scheme).intervals
    except InvalidRange:
        assume(False)
        raise


@given(st.lists(numbers, max_size=5), st.lists(numbers, max_size=5))
@few
def test_keys_sort_as_the_numbers_do(a: list[int], b: list[int]) -> None:
    left = keys.numbers([str(n) for n in a]) + keys.END
    right = keys.numbers([f"00{n}" for n in b]) + keys.END
    assert (left < right, left == right) == (a < b, a == b)
    assert (left.encode() < right.encode()) == (left < right)
    assert (left + right).isalnum()
    assert (left + right) == (left + right).lower()


@given(st.lists(numbers, max_size=4), numbers, st.lists(numbers, max_size=2))
@few
def test_a_prefix_holds_its_extensions_and_not_its_sibling(
    parts: list[int], last: int, more: list[int]
) -> None:
    low = keys.numbers([str(n) for n in [*parts, last]])
    high = low + keys.TOP
    assert low < low + keys.numbers([str(n) for n in more]) + keys.END < high
    assert high < low + keys.PAST < keys.numbers([str(n) for n in [*parts, last + 1]])


@given(st.text(max_size=40), st.sampled_from([*sorted(SCHEMES), None]))
@example("\u0344\u200b1", None)
@few
def test_any_text_is_read_without_an_error_and_always_alike(text: str, scheme: str | None) -> None:
    found = parse_firmware(text, scheme=scheme)
    assert found == parse_firmware(text, scheme=scheme)
    assert found.lo <= found.hi
    assert compare(found, found) == 0
    assert found.raw.isprintable()


@given(st.text(alphabet="0123456789.-_vVrRbBx ,()", max_size=25), st.sampled_from(sorted(SCHEMES)))
@few
def test_text_like_a_version_is_read_without_an_error(text: str, scheme: str) -> None:
    found = parse_firmware(text, scheme=scheme)
    again = parse_firmware(found.canonical, scheme=scheme)
    assert _place(found) == _place(again)


@given(versions())
@few
def test_the_canonical_form_reads_the_same(version: Firmware) -> None:
    origins: tuple[Provenance, ...] = ("human", "device")
    for origin in origins:
        again = parse_firmware(version.canonical, scheme=version.scheme, provenance=origin)
        assert again.canonical == version.canonical
        assert (again.lineage, again.build_date) == (version.lineage, version.build_date)
        if again.exact == version.exact:
            assert _place(again) == _place(version)


@given(st.data(), schemes)
@few
def test_opaque_text_equals_only_itself(data: st.DataObject, scheme: str) -> None:
    opaque = parse_firmware(data.draw(st.text(max_size=9)) + " nothing like it", scheme=scheme)
    other = data.draw(versions(scheme))
    assert compare(opaque, other) is None
    assert compare(opaque, parse_firmware(opaque.canonical + "?", scheme=scheme)) is None


@given(st.data(), schemes)
@few
def test_another_digit_is_another_version(data: st.DataObject, scheme: str) -> None:
    text = data.draw(TEXTS[scheme])
    spot = data.draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    changed = text[:spot] + str((int(text[spot]) + 1) % 10) + text[spot + 1 :]
    a, b = parse_firmware(text, scheme=scheme), parse_firmware(changed, scheme=scheme)
    assert compare(a, b) != 0 or a.canonical == b.canonical == "0"


@given(st.data(), schemes)
@few
def test_a_further_interval_never_turns_yes_into_no(data: st.DataObject, scheme: str) -> None:
    version = data.draw(versions(scheme))
    one, two = data.draw(ranges(scheme)), data.draw(ranges(scheme))
    text = range_text(tuple(interval.terms for interval in one))
    longer = range_text(tuple(interval.terms for interval in (*one, *two)))
    before = parse_range(text, scheme=scheme).holds(version)
    after = parse_range(longer, scheme=scheme).holds(version)
    assert (before, after) not in {("yes", "no"), ("yes", "unknown"), ("unknown", "no")}


@given(st.data(), schemes)
@few
def test_more_of_a_version_never_turns_an_answer_around(data: st.DataObject, scheme: str) -> None:
    intervals = data.draw(ranges(scheme))
    text = data.draw(TEXTS[scheme])
    cuts = [text[:end] for end in range(1, len(text) + 1)]
    found = [parse_firmware(cut, scheme=scheme) for cut in cuts]
    longer = found[-1]
    for shorter in found[:-1]:
        if shorter.lineage == longer.lineage and shorter.lo <= longer.lo <= shorter.hi:
            for interval in intervals:
                assert interval.holds(shorter) in ("unknown", interval.holds(longer))


@given(st.data(), schemes)
@few
def test_a_range_reads_back_from_its_text(data: st.DataObject, scheme: str) -> None:
    text = range_text(tuple(interval.terms for interval in data.draw(ranges(scheme))))
    found = parse_range(text, scheme=scheme)
    assert parse_range(found.text, scheme=scheme) == found


@given(st.text(max_size=30) | st.text(alphabet="<>=|,*. 0129build-", max_size=30), schemes)
@few
def test_any_range_text_is_read_or_refused(text: str, scheme: str) -> None:
    try:
        found = parse_range(text, scheme=scheme)
    except InvalidRange:
        return
    assert parse_range(found.text, scheme=scheme) == found


@pytest.mark.parametrize("scheme", sorted(TEXTS))
def test_a_version_is_inside_what_begins_and_ends_with_it(scheme: str) -> None:
    @given(versions(scheme))
    @settings(max_examples=15, deadline=None)
    def check(version: Firmware) -> None:
        for comparator, answer in ((">=", "yes"), ("<=", "yes"), ("=", "yes"), (">", "no")):
            try:
                found = parse_range(comparator + version.canonical, scheme=scheme)
            except InvalidRange:
                continue
            if found.intervals[0].lineage == version.lineage:
                assert found.holds(version) == answer

    check()


def _place(version: Firmware) -> tuple[object, ...]:
    return version.canonical, version.lineage, version.lo, version.hi, version.build_date
