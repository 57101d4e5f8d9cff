"""From a template and values to a page.

Everything that a template writes is escaped, and what would reorder or hide text is made visible
first; only the templates themselves write markup.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from jinja2 import Environment, meta
from markupsafe import Markup

from integration_db.prediction.setting import Setting
from integration_db.report.words import web_address
from integration_db.text import labels, sentences, templates
from integration_db.text.marks import SUPPORT_MARKS
from integration_db.text.safe_text import printable
from integration_db.vocabulary import CAPABILITY_NAMES, CHANNELS, LEVELS, OF_PLUGINS, SUPPORT
from integration_db.web.pages.parts import links, words
from integration_db.web.pages.parts.kept_marks import TEMPLATE, KeptMarks


def _plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _visible(character: str) -> str:
    return character if character in "\n\t" else printable(character)


_SHORT: Final = 100


@lru_cache(maxsize=4096)
def _seen(text: str) -> str:
    """Return a short text as it is shown; ranges of firmware stand on a page again and again."""
    return "".join(map(_visible, text))


def _shown(value: object) -> object:
    """Return a value as a template may write it; ends of lines and tabs are kept."""
    if isinstance(value, str) and not isinstance(value, Markup):
        if _plain(value):
            return value
        return _seen(value) if len(value) <= _SHORT else "".join(map(_visible, value))
    return value


def _pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return options of a select box that are called what they are."""
    return [(name, name) for name in dict.fromkeys(names)]


def _labelled(
    names: Iterable[str], table: Mapping[str, object], form: str = "name"
) -> list[tuple[str, str]]:
    """Return options of a select box, each with one form of its label in a table of them."""
    return [(name, sentences.capital(getattr(table[name], form))) for name in names]


def _called(names: Iterable[str], table: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return options that are called what a plain table of labels says."""
    return [(name, sentences.capital(table[name])) for name in names]


def _worded(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return options that are called by their own words."""
    return [(name, sentences.capital(sentences.word(name))) for name in names]


def _setting_pairs(settings: Iterable[Setting]) -> list[tuple[str, str]]:
    """Return options of a select box for the settings of a recorder."""
    return [(setting.id, setting.label) for setting in settings]


@lru_cache(maxsize=1)
def page_templates() -> Environment:
    """Return the templates with all that they may use."""
    pages = templates.environment("integration_db.web.pages", _shown)
    pages.filters |= {
        "range_words": sentences.range_words,
        "anchor_words": sentences.anchor_words,
        "any_of": sentences.any_of,
        "called": _called,
        "capital": sentences.capital,
        "detail_words": labels.detail_words,
        "labelled": _labelled,
        "pairs": _pairs,
        "quoted": shlex.quote,
        "scope_words": words.scope_words,
        "shell": shlex.quote,
        "setting_pairs": _setting_pairs,
        "sentence": sentences.sentence,
        "word": sentences.word,
        "worded": _worded,
    }
    pages.tests["web_address"] = web_address
    pages.globals |= {
        "CAPABILITIES": CAPABILITY_NAMES,
        "OF_PLUGINS": OF_PLUGINS,
        "CHANNELS": CHANNELS,
        "LEVELS": LEVELS,
        "SUPPORT": SUPPORT,
        "counted": sentences.counted,
        "mark": KeptMarks(pages),
        "marks": SUPPORT_MARKS,
        "verdict_tone": words.verdict_tone,
        "drawn": words.drawn,
        "EVERY": sentences.EVERY,
        "labels": labels,
        "camera_json": links.camera_json,
    }
    return pages


def compile_templates(names: Iterable[str]) -> None:
    """Compile templates with all that they are made of, so that a page need not wait for it."""
    pages, left, seen = page_templates(), [TEMPLATE, *names], set[str]()
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            pages.get_template(name)
            assert pages.loader is not None
            source, _, _ = pages.loader.get_source(pages, name)
            left += filter(None, meta.find_referenced_templates(pages.parse(source)))


Navigation = Sequence[tuple[str, str]]
"""The pages that every page leads to: address and label."""


def render(
    template: str,
    *,
    navigation: Navigation,
    data_version: str,
    here: str = "",
    kept: Mapping[str, str] = MappingProxyType({}),
    **values: Any,
) -> str:
    """Return a page of the server; `here` is the entry of the navigation that it belongs to.

    `kept` stands in the address of every page that it leads to.
    """
    return (
        page_templates()
        .get_template(template)
        .render(
            links=links.ServedLinks(kept),
            kept=kept,
            navigation=navigation,
            here=here,
            data_version=data_version,
            **values,
        )
    )
