"""The words that the site's scripts say, of the library's own labels: none is typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from integration_db.prediction.prediction import AFTER_VIDEO, INSTEAD, MEANWHILE, MISSING
from integration_db.prediction.tasks import KINDS
from integration_db.text import labels
from integration_db.text.sentences import SPOKEN, sentence


def words() -> dict[str, Any]:
    """Return the words of levels, grades, assumptions, tasks and bounds of firmware, by code."""
    return {
        "levels": _by_code(labels.LEVEL),
        "grades": _by_code(labels.GRADE),
        "assumptions": _by_code(labels.ASSUMPTION),
        "bounds": SPOKEN,
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
    }


def _by_code(table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {code: label._asdict() for code, label in table.items()}
