"""Rules across the files of a seed, each an object with a code, a title and its reason.

Owns what must hold between records. A rule complains and repairs nothing. Where a rule of severity
`error` is broken, the seed is refused; notes are shown by `seed check` and do no harm. Every rule
has a failing example under tests/bad_seed/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integration_db.seed.rules import (
    agreement,
    firmware_spans,
    names,
    patterns,
    recorders,
    sources,
    statements,
)
from integration_db.seed.rules.rule import Breach, Rule, View

if TYPE_CHECKING:
    from integration_db.seed.reading import Seed


__all__ = ["RULES", "Breach", "Rule", "apply_rules"]

RULES: Final = (
    *sources.RULES,
    *names.RULES,
    *patterns.RULES,
    *statements.RULES,
    *agreement.RULES,
    *recorders.RULES,
    *firmware_spans.RULES,
)
"""Every rule across files, by code."""


def apply_rules(seed: Seed, *, torn: frozenset[str] | None = None) -> list[Breach]:
    """Return every breach of every rule, sorted by place.

    `torn` is given where the seed is only what could be read, and names the kinds of file of which
    more than single statements is lost: rules that would blame what is missing, and notes, are
    left for the next run.
    """
    breaches = []
    view = View.of(seed)
    for rule in RULES:
        if torn is not None and (rule.severity == "note" or torn & rule.needs):
            continue
        for file, where, message in rule.check(view):
            breaches.append(Breach(rule, file.problem(rule.code, message, *where)))
    return sorted(breaches, key=_place)


def _place(breach: Breach) -> tuple[str, int, str]:
    return breach.problem.path, breach.problem.line, breach.problem.code
