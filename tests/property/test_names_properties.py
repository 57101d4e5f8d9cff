"""Names: no text breaks the ladder, and no change of a character finds another camera."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from integration_db.names import MemoryIndex, exact_key, loose_key, resolve

MODELS = ("P3245-LVE", "P3245-LV", "DS-2CD2142FWD-I", "E1 Outdoor", "E1", "C1", "2100", "210")


def index() -> MemoryIndex:
    found = MemoryIndex()
    makers = [found.add_manufacturer("Exemplar"), found.add_manufacturer("Sample Optics")]
    for number, name in enumerate(MODELS):
        found.add_model(makers[number % 2], name)
    return found


INDEX = index()


@settings(max_examples=300)
@given(st.text(max_size=60), st.none() | st.sampled_from(["Exemplar", "sample optics", "Nobody"]))
def test_no_text_breaks_the_ladder(text: str, maker: str | None) -> None:
    match = resolve(text, INDEX, manufacturer=maker)
    assert match.written == text
    assert match.resolved == (match.model is not None)


@given(st.text(max_size=80))
def test_keys_are_settled(text: str) -> None:
    assert exact_key(exact_key(text)) == exact_key(text)
    assert loose_key(exact_key(text)) == loose_key(text)


ALNUM = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


@settings(max_examples=300)
@given(st.sampled_from(MODELS), st.data())
def test_one_changed_letter_or_digit_is_another_camera(name: str, data: st.DataObject) -> None:
    places = [n for n, c in enumerate(name) if c.isalnum()]
    place = data.draw(st.sampled_from(places))
    changed = name[:place] + data.draw(ALNUM) + name[place + 1 :]
    match = resolve(changed, INDEX)
    if match.resolved:
        assert match.name is not None
        assert loose_key(match.name) == loose_key(changed)


@settings(max_examples=200)
@given(st.sampled_from(MODELS), ALNUM)
def test_one_more_letter_or_digit_is_another_camera(name: str, more: str) -> None:
    for text in (name + more, more + name):
        match = resolve(text, INDEX)
        if match.resolved:
            assert match.name is not None
            assert loose_key(match.name) == loose_key(text)
