"""Marks that pages draw again and again: what is kept is what would be drawn."""

from __future__ import annotations

from markupsafe import Markup

from integration_db.web.pages.parts.rendering import page_templates


def test_a_mark_that_is_drawn_again_is_as_safe_as_the_first_time() -> None:
    draw = page_templates().from_string("{{ mark.range(text) }}").render
    for _ in range(2):
        assert "<i>5</i>" in draw(text=Markup("<i>5</i>"))  # markup of our own
        assert "&lt;i&gt;5&lt;/i&gt;" in draw(text="<i>5</i>")


def test_marks_of_a_recorder_are_not_those_of_another() -> None:
    draw = page_templates().from_string("{{ mark.level('full', shows) }}").render
    first, second = draw(shows={"full": "shield"}), draw(shows={"full": "padlock"})
    assert "Shield" in first
    assert "Padlock" in second
    assert draw(shows={"full": "shield"}) == first
    assert "Shield" not in draw(shows={})
