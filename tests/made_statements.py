"""Statements and versions at random, for the properties of what follows from them."""

from collections.abc import Sequence
from itertools import count

from hypothesis import strategies as st

from integration_db.evidence.cells import Cell, agreed_answers, regions_for
from integration_db.evidence.statements import EVERY_FIRMWARE, Statement
from integration_db.firmware import Firmware, parse_firmware, parse_range
from integration_db.vocabulary import CAPABILITIES, GRADES, SUPPORT, Answers, FirmwareWish

MAJORS, MINORS = range(6, 10), range(3)
VERSIONS = [f"{major}.{minor}.0.1" for major in MAJORS for minor in MINORS]
READ = {text: parse_firmware(text, scheme="axis") for text in VERSIONS}
BOUNDS = [*VERSIONS, *(f"{major}.{minor}" for major in MAJORS for minor in MINORS), "6", "8"]


def cells_for(cells: Sequence[Cell], said: Firmware | FirmwareWish | None) -> tuple[Cell, ...]:
    """Return the cells that an answer speaks of."""
    return tuple(cells[number] for number in regions_for(cells, said))


def answers_for(cells: Sequence[Cell], said: Firmware | FirmwareWish | None) -> Answers:
    """Return the answer of the cells that it speaks of."""
    return agreed_answers(cell.values for cell in cells_for(cells, said))


@st.composite
def ranges(draw: st.DrawFn) -> str | None:
    kind = draw(st.sampled_from(["every", "from", "before", "through", "between", "two"]))
    one, two = draw(st.sampled_from(BOUNDS)), draw(st.sampled_from(BOUNDS))
    if kind == "every":
        return None
    if kind in ("between", "two"):
        low, high = sorted(
            [f"{a}" for a in (one, two)], key=lambda t: parse_firmware(t, scheme="axis").lo
        )
        if parse_firmware(low, scheme="axis").lo == parse_firmware(high, scheme="axis").lo:
            return f">={low}"
        return f">={low},<{high}" if kind == "between" else f"<{low} | >{high}"
    return {"from": ">=", "before": "<", "through": "<="}[kind] + one


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    numbers = count(1)
    found = []
    for _ in range(draw(st.integers(0, 6))):
        text = draw(ranges())
        found.append(
            Statement(
                next(numbers),
                draw(st.sampled_from(["camera", "camera", "pairing"])),
                draw(st.sampled_from(["model", "series", "manufacturer"])),
                draw(st.tuples(*[st.sampled_from([None, *SUPPORT])] * len(CAPABILITIES))),
                draw(st.sampled_from(GRADES[:2])),
                "example",
                parse_range(text, scheme="axis") if text else EVERY_FIRMWARE,
            )
        )
    return found
