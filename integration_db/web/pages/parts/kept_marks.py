"""What pages draw for a value, drawn once: a list draws the same few marks a hundred times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from jinja2 import Environment
from markupsafe import Markup

TEMPLATE: Final = "marks.html"

_MOST: Final = 4096
"""Marks that are kept of one kind; of more, all are drawn anew."""


class KeptMarks:
    """The macros of `marks.html`, by their names. What one returned for some values is kept.

    They know nothing but these values and what is the same on every page.
    """

    def __init__(self, pages: Environment) -> None:
        self._pages = pages

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        macro = getattr(self._pages.get_template(TEMPLATE).module, name)
        drawn: dict[object, Markup] = {}

        def mark(*values: Any, **named: Any) -> Markup:
            key = (*map(_key, values), *[(one, _key(value)) for one, value in named.items()])
            try:
                found = drawn.get(key)
            except TypeError:  # some value is no key
                return cast(Markup, macro(*values, **named))
            if found is None:
                if len(drawn) >= _MOST:
                    drawn.clear()
                drawn[key] = found = cast(Markup, macro(*values, **named))
            return found

        setattr(self, name, mark)
        return mark


def _key(value: object) -> object:
    """Return a value as a part of a key; what is written differently must differ."""
    if isinstance(value, Mapping):
        return tuple(value.items())
    return value if type(value) is str else (type(value), value)
