"""Rules across the files of a seed, each an object with a code, a title and its reason.

Owns what must hold between records. A rule complains and repairs nothing. Where a rule of severity
`error` is broken, the seed is refused; notes are shown by `seed check` and do no harm. Every rule
has a failing example under tests/bad_seed/.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from integration_db.errors import Problem
from integration_db.seed.rules import (
    agreement,
    claims,
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


__all__ = ["RULES", "Breach", "Rule", "apply_rules", "refusals", "refusing_breaches"]

RULES: Final = (
    *sources.RULES,
    *names.RULES,
    *patterns.RULES,
    *statements.RULES,
    *claims.RULES,
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
    asked = RULES if torn is None else _that_can_be_asked(torn)
    return _breaches(seed, asked)


def refusals(seed: Seed, *, torn: frozenset[str] = frozenset()) -> list[Problem]:
    """Return what keeps a seed from being used, sorted by place; see `refusing_breaches`."""
    return [breach.problem for breach in refusing_breaches(seed, torn=torn)]


def refusing_breaches(seed: Seed, *, torn: frozenset[str] = frozenset()) -> list[Breach]:
    """Return the breaches that keep a seed from being used, sorted by place.

    `torn` is as in `apply_rules`. Notes, which do no harm, are not looked for: building, which
    would throw them away, does not wait for them.
    """
    return _breaches(seed, _that_can_be_asked(torn))


def _that_can_be_asked(torn: frozenset[str]) -> list[Rule]:
    return [rule for rule in RULES if rule.severity == "error" and not torn & rule.needs]


def _breaches(seed: Seed, asked: Iterable[Rule]) -> list[Breach]:
    view = View.of(seed)
    found = [
        Breach(rule, file, where, file.problem(rule.code, message, *where))
        for rule in asked
        for file, where, message in rule.check(view)
    ]
    return sorted(found, key=_place)


def _place(breach: Breach) -> tuple[str, int, str]:
    return breach.problem.path, breach.problem.line, breach.problem.code
