"""Writing the report: templates filled piece by piece, every value made harmless on its way.

The templates lie in `templates/`; `report.html` is the body that a web page can hold too, and
`page.html` puts it into a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, TextIO

from integration_db.check import Checked, Columns, Tally
from integration_db.check.answering.requirement import required_words
from integration_db.check.formats.address_cover import AddressCover
from integration_db.check.formats.shared import (
    MAY_NOT_CONNECT,
    SAID_OF_LISTS,
    needs_reason,
    task_sentences,
)
from integration_db.check.readdressing.look import by_text
from integration_db.check.readdressing.readdressing import RULES
from integration_db.check.reading.columns import read_alike
from integration_db.check.totals.plan import left_out_of, left_out_sentence, plan_of, whom
from integration_db.check.totals.tally import reach_of
from integration_db.prediction.findings import GENERAL
from integration_db.report import bars, evidence, follow_up, front, limits, recorders, words, work
from integration_db.report.digest import Digest
from integration_db.text import labels, sentences
from integration_db.text.safe_text import printable
from integration_db.text.secrets import masked
from integration_db.text.sentences import counted
from integration_db.vocabulary import LEVELS, MET, STATUSES, Audience

if TYPE_CHECKING:
    from jinja2 import Environment


_LONGEST_TEXT: Final = 2_000
"""Characters of one text that are shown: more than any sentence of ours, less than a page."""

_PIECES: Final = 200
"""How many pieces of text are written at once."""


def write_html(
    checked: Checked,
    out: TextIO,
    *,
    heading: str,
    list_name: str,
    data_version: str,
    today: date,
    columns: Columns | None = None,
    audience: Audience = "site",
) -> Tally:
    """Write the report as one HTML file that needs nothing else; return the totals.

    Reads the list to its end, so it is checked while the report is made; the catalogue has to be
    open. `heading` is the title, `list_name` what the list is called; `columns` tells how those of
    records were read, as the tables of a file do themselves. Nothing is written before the last
    line is checked. `out` takes UTF-8.
    A customer's report has no addresses and no internal notes in it.
    """
    heading, list_name = masked(heading), masked(list_name)
    cover = AddressCover(audience, (heading, list_name), checked.waivers)
    with Digest(checked, cover) as digest:
        environment = _environment_for(cover)
        facts = _facts(environment, checked, digest, list_name, data_version, today, columns)
        facts["heading"] = cover.title(heading)
        page = environment.get_template("page.html").stream(**facts)
        page.enable_buffering(_PIECES)
        out.writelines(page)
        return digest.tally


def fragment(
    checked: Checked,
    *,
    list_name: str,
    data_version: str,
    today: date,
    columns: Columns | None = None,
    audience: Audience = "site",
) -> Iterator[str]:
    """Yield the report as pieces of HTML for the body of a web page; else like `write_html`.

    It is one `<div class="report">` whose headings begin at `<h2>`. It has no style of its own:
    the page links `stylesheet`, or holds it. `checked.tally` is complete once the first piece is
    there.
    """
    list_name = masked(list_name)
    cover = AddressCover(audience, (list_name,), checked.waivers)
    with Digest(checked, cover) as digest:
        environment = _environment_for(cover)
        facts = _facts(environment, checked, digest, list_name, data_version, today, columns)
        body = environment.get_template("report.html").stream(**facts)
        body.enable_buffering(_PIECES)
        yield from body


def stylesheet() -> str:
    """Return the style of a fragment as CSS; it touches nothing outside of `.report`."""
    return (resources.files(__package__) / "templates" / "report.css").read_text(encoding="utf-8")


def _facts(
    environment: Environment,
    checked: Checked,
    digest: Digest,
    list_name: str,
    data_version: str,
    today: date,
    columns: Columns | None,
) -> dict[str, object]:
    """Return what the templates are given."""
    cover = digest.cover
    for_customer = {"for_customer": cover.covers}
    macros: Any = environment.get_template("macros.html").make_module(
        {**for_customer, "digest": digest}
    )
    plan = plan_of(digest.groups)
    in_plan = {group.number for step in plan for group in step.lines}

    @lru_cache(maxsize=4096)
    def cells(number: int, mark: str) -> tuple[object, object]:
        """Return the cells that all lines of one question share, drawn once."""
        question = digest.questions[number]
        reasons = macros.reasons(question.assessment) if digest.detailed else ""
        return macros.line_cells(question, mark, drawn=digest.detailed), reasons

    return {
        **for_customer,
        "list_name": cover.title(list_name),
        "data_version": data_version,
        "today": today.isoformat(),
        "columns_read": read_alike((columns,) if columns else checked.columns),
        "require": checked.require,
        "digest": digest,
        "tally": digest.tally,
        "met": sum(digest.tally.cameras_by_status[status] for status in MET),
        "cells": cells,
        "front": front.front_of(digest.tally, digest.groups),
        "plan": plan,
        "moves": None if cover.covers else checked.readdressing,  # it is nothing but addresses
        "parties": work.parties_of(plan),
        "ports": work.ports_of(digest.groups),
        "in_plan": [group for group in digest.groups if group.number in in_plan],
        "left_out": left_out_of(digest.groups),
        "left_out_sentence": left_out_sentence(digest.groups),
        "limits": [
            limit if limit.cameras is not None else limit._replace(text=cover.title(limit.text))
            for limit in limits.limits_for(cover.audience, checked.limits)
        ],
        "left": follow_up.follow_up_of(digest.groups),
        "menus": recorders.menus_of(digest.groups),
        "answered": [g for g in digest.groups if g.assessment.answer is not None],
        "advisories": evidence.advisories_of(digest.groups),
        "sources": evidence.SourceList(),
        "reach_bar": bars.reach_bar(digest.tally),
    }


def _environment_for(cover: AddressCover) -> Environment:
    """Return the templates; where addresses are covered, nothing printed escapes that."""
    if not cover.covers:
        return _environment()

    def covered(value: object) -> object:
        is_ours = not isinstance(value, str) or hasattr(value, "__html__")
        return _harmless(value if is_ours else cover.answer(str(value)))

    return _environment().overlay(finalize=covered)


@cache
def _environment() -> Environment:
    from integration_db.text import templates  # Jinja2: only where a report is written

    environment = templates.environment("integration_db.report", _harmless)
    environment.filters |= {
        "sentence": sentences.sentence,
        "word": sentences.word,
        "brief": sentences.brief,
        "spoken_range": sentences.spoken_range,
        "thousands": "{:,}".format,
        "counted": counted,
        "whom": whom,
        "task_sentences": task_sentences,
        "needs_reason": needs_reason,
        "site_words": words.site_words,
        "css_text": words.css_text,
        "evidence_of": evidence.evidence_of,
        "looks_by_text": by_text,
        "to_know": evidence.to_know,
        "reach_words": words.reach_words,
        "tone": words.tone,
        "reach_of": reach_of,
        "tries_words": recorders.tries_words,
        "ends_words": recorders.ends_words,
    }
    environment.tests["web_address"] = words.web_address
    environment.globals |= {
        "labels": labels,
        "general": GENERAL,
        "statuses": STATUSES,
        "levels": tuple(reversed(LEVELS)),
        "look_at_certificate": follow_up.LOOK_AT_CERTIFICATE,
        "required_words": required_words,
        "move_rules": RULES,
        "may_not_connect": MAY_NOT_CONNECT,
        "said_of_lists": SAID_OF_LISTS,
    }
    return environment


def _harmless(value: object) -> object:
    """Return a value as a template may print it: visible throughout and not endless.

    Escaping comes after. What the templates made themselves is left alone.
    """
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    if len(value) > _LONGEST_TEXT:
        value = f"{value[:_LONGEST_TEXT]} … ({len(value):,} characters)"
    return printable(value)
