"""The filters of the catalogue: one registry that reads names and speaks SQL and English.

A filter reads what was written, and answers with conditions on rows or a test of capability
values, and with a phrase for people. The commands, the API, the pages and the documentation go
through the same registry; `filter_query` runs what the filters add up to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

from integration_db.catalog.queries.cameras import Model
from integration_db.catalog.queries.name_index import like_text
from integration_db.catalog.queries.recorders import Plugin, Recorder
from integration_db.errors import UsageError
from integration_db.evidence.cells import through
from integration_db.evidence.packing import CODES, unpack
from integration_db.evidence.plugin_layer import NO_PLUGIN
from integration_db.evidence.statements import GRADE_RANK
from integration_db.names import Match, loose_key
from integration_db.names.folding import writable
from integration_db.prediction.outcomes import HTTPS_ONLY
from integration_db.prediction.prediction import predict
from integration_db.text.labels import CAPABILITY, HELP
from integration_db.text.sentences import capital, sentence
from integration_db.vocabulary import (
    CAPABILITIES,
    GRADES,
    HTTPS_SUPPORT,
    PROTOCOLS,
    SUPPORT,
    SYMBOLS,
    Answers,
    Capability,
    Grade,
    Support,
)


class Context(NamedTuple):
    """A plugin at a recorder version, as the filters need it; number 0 is the camera alone.

    `values` are the plugin's limits and `grades` the ranks behind them, per capability: `yes` on
    the best evidence where it sets none. With `has_pairings` some cameras have cells of their own.
    `recorder` and `recorder_version` are empty where the question leaves them open.
    """

    id: int = 0
    name: str = ""
    values: Answers = NO_PLUGIN.values
    grades: tuple[int, ...] = NO_PLUGIN.grades
    has_pairings: bool = False
    recorder: str = ""
    recorder_version: str = ""

    @property
    def words(self) -> list[str]:
        """Return a phrase for each thing that was said of it."""
        said = {"plugin": self.name, "recorder": self.recorder}
        said["recorder version"] = self.recorder_version
        return [f"{what} {name}" for what, name in said.items() if name]

    def answers(self, code: int) -> Answers:
        """Return what a camera of this code answers through the plugin."""
        return _through(self.values)[code]

    def of_cell(self, context_id: int) -> Context:
        """Return what a cell is still to be seen through: nothing, if it is the plugin's own."""
        return CAMERA_ALONE if context_id else self


@lru_cache(maxsize=256)
def _through(limits: Answers) -> tuple[Answers, ...]:
    """Return by code what a camera answers through a plugin of which these limits hold.

    Where nothing is limited, that is what the cell says: its values are joined already.
    """
    if limits == NO_PLUGIN.values:
        return tuple(map(unpack, range(CODES)))
    return tuple(through(unpack(code), limits) for code in range(CODES))


CAMERA_ALONE: Final = Context()


@dataclass(slots=True)
class Conditions:
    """What the filters of one question add up to."""

    where: list[str] = field(default_factory=list)
    parameters: dict[str, object] = field(default_factory=dict)
    accepts: list[Callable[[Answers], bool]] = field(default_factory=list)
    asked: list[Capability] = field(default_factory=list)
    grade: int = 0

    def bind(self, value: object) -> str:
        """Return the mark of a new parameter with this value."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"


Given = Mapping[str, Any]
"""All that a question says, by name; what it leaves open is not in it."""


class Resolver(Protocol):
    """What reading a question needs of an open catalogue: its way from names to things."""

    def manufacturer(self, written: str) -> tuple[int, str]:
        """Return number and printed name of a manufacturer. Raises `NotFound`."""

    def model(self, written: str, manufacturer: str | None = None) -> tuple[Match, Model]:
        """Return the one model that is meant. Raises `NotFound`."""

    def plugin(self, written: str, recorder: str | None = None) -> Plugin:
        """Return a plugin of a recorder. Raises `NotFound`."""

    def recorder(self, written: str | None = None) -> Recorder:
        """Return a recorder, or the default one. Raises `NotFound`."""


class Filter(NamedTuple):
    """One filter: how its value is read, what that becomes in SQL, and how it is said in words.

    `name` is that of the option on every surface and `help` its explanation; `label` is what
    pages call it, `metavar` stands for its value on the command line. `read` is given the value
    as it was written, which is one of `choices` where there are any, and all that was given
    beside it; what it returns goes to `narrow`, which adds to the conditions, and to `say`.
    """

    name: str
    label: str
    help: str
    read: Callable[[Resolver, Any, Given], Any]
    narrow: Callable[[Conditions, Any], None]
    say: Callable[[Any], str]
    metavar: str | None = None
    choices: tuple[str, ...] = ()


class Companion(NamedTuple):
    """What a question may say beside its filters: through what, and at which firmware, it looks.

    One that `goes_with` another only tells more about that, and is refused without it.
    """

    name: str
    label: str
    help: str
    goes_with: str | None = None
    choices: tuple[str, ...] = ()


def _as_given(_: Resolver, value: Any, __: Given) -> Any:
    return value


def _after(phrase: str) -> Callable[[object], str]:
    return lambda value: f"{phrase} {value}"


def _equals(column: str) -> Callable[[Conditions, tuple[int, str]], None]:
    """Return what narrows to the number of a thing that was read as number and name."""

    def narrow(conditions: Conditions, thing: tuple[int, str]) -> None:
        conditions.where.append(f"{column} = {conditions.bind(thing[0])}")

    return narrow


def _of(capability: Capability) -> Filter:
    """Return the filter of a capability."""

    def narrow(conditions: Conditions, value: Support) -> None:
        conditions.accepts.append(lambda answers: capability.of(answers) == value)
        conditions.asked.append(capability)

    label = CAPABILITY[capability.name]
    return Filter(
        capability.filter_name,
        capital(label.name),
        sentence(label.asked),
        _as_given,
        narrow,
        _after(label.said),
        choices=SUPPORT,
    )


def _read_manufacturer(resolver: Resolver, written: str, _: Given) -> tuple[int, str]:
    return resolver.manufacturer(written)


def _read_series(_: Resolver, written: str, __: Given) -> str:
    return loose_key(written)


def _narrow_to_series(conditions: Conditions, key: str) -> None:
    conditions.where.append(f"s.key = {conditions.bind(key)}")


def _read_model(resolver: Resolver, written: str, given: Given) -> tuple[int, str]:
    _, model = resolver.model(written, given.get("manufacturer"))
    return model.id, f"{model.manufacturer} {model.name}"


def _read_symbol(_: Resolver, symbol: str, given: Given) -> tuple[str, str]:
    protocol = given.get("protocol", HTTPS_ONLY)
    check_choice("protocol", protocol, PROTOCOLS)
    return symbol, protocol


def _narrow_to_symbol(conditions: Conditions, asked: tuple[str, str]) -> None:
    symbol, protocol = asked
    conditions.accepts.append(
        lambda answers: predict(answers, protocol).outcome == symbol  # type: ignore[arg-type]
    )


def _narrow_to_grade(conditions: Conditions, grade: Grade) -> None:
    conditions.grade = GRADE_RANK[grade]


def _narrow_to_text(conditions: Conditions, text: str) -> None:
    mark = conditions.bind(f"%{like_text(writable(text).upper())}%")
    conditions.where.append(
        "(UPPER(s.name) LIKE " + mark + " ESCAPE '!' OR EXISTS (SELECT 1 FROM name n WHERE "
        "n.model_id = m.id AND n.exact_key LIKE " + mark + " ESCAPE '!'))"
    )


FILTERS: Final[tuple[Filter, ...]] = (
    *(_of(capability) for capability in CAPABILITIES),
    Filter(
        "manufacturer",
        "Manufacturer",
        "Manufacturer.",
        _read_manufacturer,
        _equals("m.manufacturer_id"),
        lambda manufacturer: f"manufacturer {manufacturer[1]}",
        metavar="NAME",
    ),
    Filter(
        "series",
        "Series",
        "Series.",
        _read_series,
        _narrow_to_series,
        _after("series"),
        metavar="NAME",
    ),
    Filter(
        "model",
        "Camera",
        "One model.",
        _read_model,
        _equals("m.id"),
        lambda model: f"model {model[1]}",
        metavar="MODEL",
    ),
    Filter(
        "symbol",
        "Symbol",
        "The symbol that the recorder shows for certain.",
        _read_symbol,
        _narrow_to_symbol,
        lambda asked: f"symbol {asked[0]} with {asked[1]}",
        choices=SYMBOLS,
    ),
    Filter(
        "grade",
        "Evidence at least",
        "Evidence of at least this grade.",
        _as_given,
        _narrow_to_grade,
        _after("evidence at least"),
        choices=GRADES,
    ),
    Filter(
        "text",
        "Name",
        "Text in model name, series, alias or identifier.",
        _as_given,
        _narrow_to_text,
        lambda text: f"name with {text!r}",
        metavar="TEXT",
    ),
)
"""Every filter, in the order in which they are read, offered and said."""

COMPANIONS: Final = (
    Companion("plugin", "Plugin", HELP["plugin"]),
    Companion("recorder", "Recorder", HELP["recorder"]),
    Companion("recorder_version", "Recorder version", HELP["recorder_version"], "plugin"),
    Companion(
        "firmware",
        "Firmware",
        "Only what holds at this firmware; newest or any. Not said: what is shown to be run.",
    ),
    Companion(
        "protocol",
        "Protocol",
        f"The setting that symbol is for; {HTTPS_ONLY} if not said.",
        "symbol",
        PROTOCOLS,
    ),
)
"""What is said beside the filters: it chooses the cells that are looked at, not the cameras."""


def read_filters(resolver: Resolver, given: Given) -> dict[str, Any]:
    """Return every filter that was given, by name, with its value as `Filter.read` returns it.

    Raises `UsageError`, `NotFound`.
    """
    values = {}
    for item in FILTERS:
        if item.name in given:
            value = given[item.name]
            if item.choices:
                check_choice(item.name, value, item.choices)
            values[item.name] = item.read(resolver, value, given)
    return values


def check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    """Raise `UsageError` unless the value is one of a closed list."""
    if value not in choices:
        raise UsageError(
            f"{name} {value!r}: choose one of {', '.join(choices)}",
            code="bad-value",
            suggestions=choices,
            option=name,
        )


def conditions_of(values: Mapping[str, Any]) -> Conditions:
    """Return what filters add up to; `values` are those of `read_filters`.

    A grade alone is that of HTTPS support, so it asks for cameras of which that is known.
    """
    conditions = Conditions()
    for item in FILTERS:
        if item.name in values:
            item.narrow(conditions, values[item.name])
    if conditions.grade and not conditions.asked:
        conditions.accepts.append(lambda answers: HTTPS_SUPPORT.of(answers) != "unknown")
    return conditions


def words_of(values: Mapping[str, Any]) -> list[str]:
    """Return a phrase for each filter; `values` are those of `read_filters`."""
    return [item.say(values[item.name]) for item in FILTERS if item.name in values]
