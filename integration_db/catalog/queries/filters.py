"""The filters of the catalogue: one registry that speaks SQL and English.

A filter is given a value and answers with conditions on rows, with a test of capability values,
and with a phrase for people. The commands, the API and the documentation read the same registry;
`filter_query` runs what the filters add up to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from integration_db.catalog.queries.name_index import like_text
from integration_db.database.stored_values import GRADE_COLUMNS
from integration_db.errors import UsageError
from integration_db.evidence.cells import through
from integration_db.evidence.packing import CODES, unpack
from integration_db.evidence.plugin_layer import NO_PLUGIN
from integration_db.prediction.prediction import predict
from integration_db.vocabulary import (
    GRADES,
    HTTPS_SUPPORT,
    NEEDS_CUSTOM_CERT,
    PROTOCOLS,
    REGEN_CERT_ON_IP_CHANGE,
    SUPPORT,
    SYMBOLS,
    VIDEO_ENCRYPTION,
    Answers,
    Capability,
    Support,
)


class Context(NamedTuple):
    """A plugin at a recorder version, as the filters need it; 0 is the camera alone.

    Of each capability, the plugin's limit and the grade behind it: `yes` on the best evidence
    where it sets none.
    """

    id: int = 0
    name: str = ""
    values: Answers = NO_PLUGIN.values
    grades: tuple[int, ...] = NO_PLUGIN.grades
    has_pairings: bool = False

    def answers(self, code: int) -> Answers:
        """Return what a camera of this code answers through the plugin."""
        return through(unpack(code), self.values)


CAMERA_ALONE: Final = Context()


@dataclass(slots=True)
class Conditions:
    """What the filters of one question add up to."""

    where: list[str] = field(default_factory=list)
    parameters: dict[str, object] = field(default_factory=dict)
    accepts: list[Callable[[Answers], bool]] = field(default_factory=list)
    wanted: dict[Capability, Support] = field(default_factory=dict)
    grade: int = 0
    words: list[str] = field(default_factory=list)

    def bind(self, value: object) -> str:
        """Return the mark of a new parameter with this value."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"


class Filter(NamedTuple):
    """One filter: its name on every surface, what it takes, and what it adds to a question."""

    name: str
    help: str
    choices: tuple[str, ...]
    apply: Callable[[Conditions, Any], None]


def _capability(capability: Capability, phrase: str) -> Callable[[Conditions, Support], None]:
    def apply(conditions: Conditions, value: Support) -> None:
        conditions.accepts.append(lambda answers: capability.of(answers) == value)
        conditions.wanted[capability] = value
        conditions.words.append(f"{phrase} {value}")

    return apply


def _equals(column: str, phrase: str) -> Callable[[Conditions, tuple[int, str]], None]:
    def apply(conditions: Conditions, found: tuple[int, str]) -> None:
        number, name = found
        conditions.where.append(f"{column} = {conditions.bind(number)}")
        conditions.words.append(f"{phrase} {name}")

    return apply


def _series(conditions: Conditions, key: str) -> None:
    conditions.where.append(f"s.key = {conditions.bind(key)}")
    conditions.words.append(f"series {key}")


def _grade(conditions: Conditions, grade: str) -> None:
    conditions.grade = GRADES.index(grade) + 1
    conditions.words.append(f"evidence at least {grade}")


def _symbol(conditions: Conditions, asked: tuple[str, str]) -> None:
    symbol, protocol = asked
    conditions.accepts.append(
        lambda answers: predict(answers, protocol).outcome == symbol  # type: ignore[arg-type]
    )
    conditions.words.append(f"symbol {symbol} with {protocol}")


def _text(conditions: Conditions, text: str) -> None:
    mark = conditions.bind(f"%{like_text(text.upper())}%")
    conditions.where.append(
        "(UPPER(s.name) LIKE " + mark + " ESCAPE '!' OR EXISTS (SELECT 1 FROM name n WHERE "
        "n.model_id = m.id AND n.exact_key LIKE " + mark + " ESCAPE '!'))"
    )
    conditions.words.append(f"name with {text!r}")


FILTERS: Final = (
    Filter("https", "HTTPS support", SUPPORT, _capability(HTTPS_SUPPORT, "HTTPS support")),
    Filter(
        "video_encryption",
        "video encryption",
        SUPPORT,
        _capability(VIDEO_ENCRYPTION, "video encryption"),
    ),
    Filter(
        "custom_cert",
        "needs an own certificate",
        SUPPORT,
        _capability(NEEDS_CUSTOM_CERT, "own certificate"),
    ),
    Filter(
        "regen_cert",
        "certificate to be made again after an IP change",
        SUPPORT,
        _capability(REGEN_CERT_ON_IP_CHANGE, "new certificate after IP change"),
    ),
    Filter("manufacturer", "manufacturer", (), _equals("m.manufacturer_id", "manufacturer")),
    Filter("series", "series", (), _series),
    Filter("model", "one model", (), _equals("m.id", "model")),
    Filter("symbol", "the symbol that the recorder shows for certain", SYMBOLS, _symbol),
    Filter("grade", "evidence of at least this grade", GRADES, _grade),
    Filter("text", "text in model name, series, alias or identifier", (), _text),
)
"""Every filter but the plugin and the firmware, which choose the cells that are looked at."""


def conditions_of(values: Mapping[str, Any]) -> Conditions:
    """Return what the filters in `values` (by name) add up to. Raises `UsageError`."""
    conditions = Conditions()
    for item in FILTERS:
        value = values.get(item.name)
        if value is None:
            continue
        word = value[0] if item.name == "symbol" else value
        if item.choices and word not in item.choices:
            raise UsageError(
                f"{item.name} {word!r}: choose one of {', '.join(item.choices)}",
                code="bad-value",
                suggestions=item.choices,
            )
        if item.name == "symbol" and value[1] not in PROTOCOLS:
            raise UsageError(
                f"protocol {value[1]!r}: choose one of {', '.join(PROTOCOLS)}",
                code="bad-value",
                suggestions=PROTOCOLS,
            )
        item.apply(conditions, value)
    return conditions


def codes_sql(conditions: Conditions, context: Context) -> str:
    """Return SQL for the capability codes that the filters let through."""
    codes = [
        code
        for code in range(CODES)
        if all(accepts(context.answers(code)) for accepts in conditions.accepts)
    ]
    if len(codes) == CODES:
        return "c.packed >= 0"
    return f"c.packed IN ({', '.join(map(str, codes)) or 'NULL'})"


def evidence_sql(conditions: Conditions, context: Context) -> str:
    """Return SQL that asks for the grade behind each value that was asked for.

    Unknown rests on no evidence, so a grade does not limit it. Where no capability was asked
    for, the grade is that of HTTPS support.
    """
    if not conditions.grade:
        return ""
    sql = ""
    for capability, value in (conditions.wanted or {HTTPS_SUPPORT: "yes"}).items():
        if value == "unknown":
            continue
        limit, limit_grade = capability.of(context.values), capability.of(context.grades)
        if value == "no" and limit == "no" and limit_grade >= conditions.grade:
            continue
        if value == "yes" and limit_grade < conditions.grade:
            return " AND 1 = 0"
        sql += f" AND c.{capability.of(GRADE_COLUMNS)} >= {conditions.grade}"
    return sql
