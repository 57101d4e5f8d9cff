"""The words that the site's scripts say, of the library's own labels: none is typed twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from integration_db.catalog import Catalog
from integration_db.names.manufacturers import PLACEHOLDERS
from integration_db.names.sought import LEAST_TELLING, MOST_WORDS, OPTION_WORD, PARTS
from integration_db.prediction.prediction import (
    AFTER_VIDEO,
    INSTEAD,
    MEANWHILE,
    MISSING,
    Shows,
)
from integration_db.prediction.tasks import KINDS
from integration_db.text import labels, sentences
from integration_db.text.marks import SUPPORT_MARKS
from integration_db.text.sentences import SIGNS, SPOKEN, sentence
from integration_db.vocabulary import HTTP_STATES, LEVELS
from integration_db.web.pages.parts import words as drawing


def words() -> dict[str, Any]:
    """Return the words by code, the marks of values, and the rules that a search shares."""
    return {
        "levels": _by_code(labels.LEVEL),
        "grades": _by_code(labels.GRADE),
        "assumptions": _by_code(labels.ASSUMPTION),
        "bounds": SPOKEN,
        "signs": SIGNS,
        "tasks": {
            code: {
                "name": labels.TASK[code],
                "text": kind.text,
                "where": kind.where,
                "interrupts": kind.interrupts,
                "proof": sentence(kind.proof),
            }
            for code, kind in KINDS.items()
        },
        "phrases": {"instead": INSTEAD, "meanwhile": MEANWHILE, "after_video": AFTER_VIDEO},
        "missing": dict(MISSING),
        "ways": labels.DETAIL_VALUE,
        "capabilities": _by_code(labels.CAPABILITY),
        "fields": dict(labels.FIELD),
        "certificates": dict(labels.CERTIFICATE),
        "http_states": list(HTTP_STATES),
        "requirements": _by_code(labels.REQUIREMENT),
        "statuses": dict(labels.STATUS),
        "detail_values": dict(labels.DETAIL_VALUE),
        "every": sentences.EVERY,
        "marks": _marks(),
        "symbols": _symbols(),
        "search": {
            "least_telling": LEAST_TELLING,
            "most_words": MOST_WORDS,
            "option_word": OPTION_WORD,
            "parts": PARTS,
            "placeholders": sorted(PLACEHOLDERS),
        },
    }


def drawn_levels(catalog: Catalog) -> dict[str, dict[str, list[str]]]:
    """Return by recorder how its levels are drawn; under the empty name where none is meant."""
    recorders: dict[str, Shows] = {"": {}}
    recorders |= {one.name: dict(one.shows) for one in catalog.recorders()}
    return {
        name: {level: list(drawing.drawn(level, shows)) for level in LEVELS}
        for name, shows in recorders.items()
    }


def _by_code(table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {code: label._asdict() for code, label in table.items()}


def _marks() -> dict[str, dict[str, list[str]]]:
    """Return by capability and value its tone, its shape and its word."""
    return {
        name: {value: list(mark) for value, mark in own.items()}
        for name, own in SUPPORT_MARKS.items()
    }


def _symbols() -> dict[str, str]:
    """Return the pictures by their names."""
    sheet = files("integration_db.web.pages") / "templates" / "symbols.svg"
    text = sheet.read_text(encoding="utf-8")
    found = re.finditer(r'<symbol id="i-([a-z0-9-]+)".*?</symbol>', text, re.DOTALL)
    return {one[1]: one[0] for one in found}
