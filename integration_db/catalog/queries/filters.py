"""The filters of the catalogue: one registry that reads names and speaks SQL and English.

A filter reads what was written, and answers with conditions on rows or a test of capability
values, and with a phrase for people. The commands, the API, the pages and the documentation go
through the same registry; `filter_query` runs what the filters add up to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from integration_db.catalog.queries.cameras import Model
from integration_db.catalog.queries.context import CellReading, Context, Test
from integration_db.catalog.queries.recorders import Plugin, Recorder, setting_of, symbols_of
from integration_db.errors import UsageError, check_choice
from integration_db.evidence.statements import GRADE_RANK
from integration_db.named_tuple import NamedTuple
from integration_db.names import loose_key
from integration_db.prediction.levels import at_least
from integration_db.prediction.setting import Setting
from integration_db.text.labels import CAPABILITY, HELP, support_words
from integration_db.text.sentences import any_of, capital, sentence, word
from integration_db.vocabulary import (
    CAPABILITIES,
    GRADES,
    HTTPS_SUPPORT,
    LEVELS,
    SUPPORT,
    Capability,
    Grade,
    Level,
    Support,
)

if TYPE_CHECKING:
    from integration_db.catalog.queries.sought_cameras import Sought
    from integration_db.names import Match


class Conditions:
    """What the filters of one question add up to.

    `accepts` are tests of what a kind of cell comes to; `asked` are the capabilities that they are
    about, and `levels` tells that some are about the recorder's levels. `grade` is the rank that
    their evidence needs. `makers` are the numbers of those whose cameras are meant, all if there
    are none. `sought` is what a text looks for, if there is one: `fitting` is its condition in SQL
    and `best_first` the order of a list, best fit first.
    """

    def __init__(self) -> None:
        self.where: list[str] = []
        self.parameters: dict[str, object] = {}
        self.makers: tuple[int, ...] = ()
        self.accepts: list[Test] = []
        self.asked: list[Capability] = []
        self.levels = False
        self.grade = 0
        self.sought: Sought | None = None
        self.fitting: list[str] = []
        self.best_first = "0"

    def bind(self, value: object) -> str:
        """Return the mark of a new parameter with this value."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def fit(self, reading: CellReading) -> bool:
        """Return whether what a kind of cell comes to is let through.

        The grade is that of the capabilities and levels that were asked about, or else of HTTPS
        support. Unknown rests on no evidence, so a grade does not limit it.
        """
        return all(test.passes(reading) for test in self.tests)

    @property
    def tests(self) -> list[Test]:
        """Return all that a reading has to pass."""
        if not self.grade:
            return self.accepts
        return [*self.accepts, HasEvidence(self.grade, self.levels, tuple(self.asked))]


class HasEvidence(NamedTuple):
    """The test that what was asked about rests on evidence of at least a rank."""

    grade: int
    levels: bool
    capabilities: tuple[Capability, ...]

    def passes(self, reading: CellReading) -> bool:
        """Return whether a reading rests on such evidence."""
        if self.levels and reading.level_grounds < self.grade:
            return False
        asked = self.capabilities or (() if self.levels else (HTTPS_SUPPORT,))
        return all(
            reading.grounds(capability) >= self.grade
            for capability in asked
            if capability.of(reading.answers) != "unknown"
        )


Given = Mapping[str, Any]
"""All that a question says, by name; what it leaves open is not in it."""


class Resolver(Protocol):
    """What reading a question needs of an open catalogue: its way from names to things."""

    def manufacturer(self, written: str) -> tuple[int, str]:
        """Return number and printed name of a manufacturer. Raises `NotFound`."""

    def model(self, written: str, manufacturer: str | None = None) -> tuple[Match, Model]:
        """Return the one model that is meant. Raises `NotFound`."""

    def plugin_or_name(
        self, written: str | None, recorder: Recorder | None
    ) -> tuple[Plugin | None, str | None]:
        """Return a plugin of a recorder; of one that the catalogue lacks its written name."""

    def recorder(self, written: str | None = None) -> Recorder:
        """Return a recorder, or the default one. Raises `NotFound`."""

    def sought(self, text: str, manufacturer: str | None = None) -> Sought:
        """Return what a text looks for, among the cameras of one maker or of all."""


class Filter(NamedTuple):
    """One filter: how its value is read, what that becomes in SQL, and how it is said in words.

    `name` is that of the option on every surface and `help` its explanation; `label` is what
    pages call it, `metavar` stands for its value on the command line. `read` is given the value
    as it was written, which is one of `choices` where there are any, and all that was given
    beside it; what it returns goes to `narrow`, which adds to the conditions, and to `say`. Of one
    that takes `several` values, a camera meets any: `narrow` and `say` get all that were read.
    """

    name: str
    label: str
    help: str
    read: Callable[[Resolver, Any, Given], Any]
    narrow: Callable[[Conditions, Any], None]
    say: Callable[[Any], str]
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    several: bool = False


class Companion(NamedTuple):
    """What a question may say beside its filters: through what, and at which firmware, it looks.

    One that `goes_with` others only tells more about them, and is refused where none is there. A
    `flag` is said or not said.
    """

    name: str
    label: str
    help: str
    goes_with: tuple[str, ...] = ()
    flag: bool = False


def _as_given(_: Resolver, value: Any, __: Given) -> Any:
    return value


def _after(phrase: str) -> Callable[[object], str]:
    return lambda value: f"{phrase} {value}"


def _any_after(phrase: str) -> Callable[[Sequence[str]], str]:
    return lambda values: f"{phrase} {any_of(values)}"


def _any_named(phrase: str) -> Callable[[Sequence[tuple[int, str]]], str]:
    """Return what says things that were read as number and name."""
    return lambda things: f"{phrase} {any_of(name for _, name in things)}"


def _narrow_to(conditions: Conditions, column: str, values: Iterable[object]) -> None:
    marks = ", ".join(map(conditions.bind, values))
    conditions.where.append(f"{column} IN ({marks})")


def _narrow_to_makers(conditions: Conditions, makers: Sequence[tuple[int, str]]) -> None:
    conditions.makers = tuple([number for number, _ in makers])


def _narrow_to_models(conditions: Conditions, models: Sequence[tuple[int, str]]) -> None:
    _narrow_to(conditions, "m.id", [number for number, _ in models])


class HasValue(NamedTuple):
    """The test that the answer about a capability is one of some values."""

    capability: Capability
    values: tuple[Support, ...]

    def passes(self, reading: CellReading) -> bool:
        """Return whether a reading has such an answer."""
        return self.capability.of(reading.answers) in self.values


def _of(capability: Capability) -> Filter:
    """Return the filter of a capability."""

    def narrow(conditions: Conditions, values: tuple[Support, ...]) -> None:
        conditions.accepts.append(HasValue(capability, values))
        conditions.asked.append(capability)

    label = CAPABILITY[capability.name]
    return Filter(
        capability.filter_name,
        capital(label.name),
        sentence(label.asked),
        _as_given,
        narrow,
        lambda values: (
            f"{label.name} {any_of(support_words(capability.name, one) for one in values)}"
        ),
        choices=SUPPORT,
        several=True,
    )


def _read_manufacturer(resolver: Resolver, written: str, _: Given) -> tuple[int, str]:
    return resolver.manufacturer(written)


def _read_series(_: Resolver, written: str, __: Given) -> str:
    return loose_key(written)


def _narrow_to_series(conditions: Conditions, keys: Sequence[str]) -> None:
    _narrow_to(conditions, "s.key", keys)


def _one_maker(given: Given) -> str | None:
    """Return the maker beside which a name is read; of several makers, none."""
    makers = values_of(given.get("manufacturer", ()))
    return makers[0] if len(makers) == 1 else None


def _read_model(resolver: Resolver, written: str, given: Given) -> tuple[int, str]:
    _, model = resolver.model(written, _one_maker(given))
    return model.id, f"{model.manufacturer} {model.name}"


class AskedLevel(NamedTuple):
    """Levels that are asked for, and how sure they have to be; `said` is as people say it.

    With `settled_by`, the code of an open point, only where just that leaves several possible.
    """

    levels: frozenset[Level]
    settings: tuple[Setting, ...]
    possible: bool
    said: str
    settled_by: str | None = None

    def accepts(self, reading: CellReading) -> bool:
        """Return whether a reading has the levels for certain, or possibly."""
        if self.settled_by is not None and self.settled_by not in reading.settling(self.settings):
            return False
        after = reading.after(self.settings)
        if self.possible:
            return any(level in self.levels for level in after)
        return all(level in self.levels for level in after)


def _read_symbol(symbol: str, given: Given) -> AskedLevel:
    """Return the level of a symbol of the recorder. Raises `UsageError` for one it has not."""
    context: Context = given["context"]
    shows = symbols_of(context.recorder)
    for level, own in shows.items():
        if loose_key(own) == loose_key(symbol):
            return _asked(frozenset({level}), own, given)
    known = tuple(shows.values())
    raise UsageError(
        f"{_whose(context, 'symbol', symbol)} has no symbol {symbol!r}; "
        f"it has {', '.join(known) or 'none'}",
        code="bad-value",
        suggestions=known,
        option="symbol",
    )


def _whose(context: Context, name: str, value: str) -> str:
    """Return the name of the recorder whose levels are meant. Raises `UsageError` without one."""
    if context.recorder is None:
        raise UsageError(
            f"{name} {value!r} goes with a recorder, and the question is about the camera alone",
            code="nothing-to-go-with",
            option=name,
        )
    return context.recorder.name


def _read_level(level: Level, given: Given) -> AskedLevel:
    _whose(given["context"], "level", level)
    enough = frozenset(one for one in LEVELS if at_least(one, level))
    return _asked(enough, f"level {level} or better", given)


LEVEL_FILTERS: Final[dict[str, Callable[[Any, Given], AskedLevel]]] = {
    "symbol": _read_symbol,
    "level": _read_level,
}
"""The filters by what is encrypted, each with how it is read; that needs no look-up of a name."""


def _of_levels(name: str) -> Callable[[Resolver, Any, Given], AskedLevel]:
    return lambda _, value, given: LEVEL_FILTERS[name](value, given)


def _asked(levels: frozenset[Level], said: str, given: Given) -> AskedLevel:
    context: Context = given["context"]
    settings = context.settings
    with_ = ""
    if protocol := given.get("protocol"):
        settings = (setting_of(settings, protocol, _whose(context, "protocol", protocol)),)
        with_ = f" with {settings[0].id}"
    possible = bool(given.get("possible"))
    return AskedLevel(levels, settings, possible, f"{'possibly ' * possible}{said}{with_}")


class HasAnyLevel(NamedTuple):
    """The test that what is encrypted is any of what is asked for."""

    asked: tuple[AskedLevel, ...]

    def passes(self, reading: CellReading) -> bool:
        """Return whether a reading has any of it."""
        return any(one.accepts(reading) for one in self.asked)


def _narrow_to_levels(conditions: Conditions, asked: tuple[AskedLevel, ...]) -> None:
    conditions.accepts.append(HasAnyLevel(asked))
    conditions.levels = True


def _narrow_to_grade(conditions: Conditions, grade: Grade) -> None:
    conditions.grade = GRADE_RANK[grade]


def _read_text(resolver: Resolver, text: str, given: Given) -> Sought:
    return resolver.sought(text, _one_maker(given))


def _narrow_to_sought(conditions: Conditions, sought: Sought) -> None:
    conditions.sought = sought
    conditions.fitting.append(sought.condition(conditions.bind))
    conditions.best_first = sought.order(conditions.bind)


FILTERS: Final[tuple[Filter, ...]] = (
    *(_of(capability) for capability in CAPABILITIES),
    Filter(
        "manufacturer",
        "Manufacturer",
        "Manufacturer.",
        _read_manufacturer,
        _narrow_to_makers,
        _any_named("manufacturer"),
        metavar="NAME",
        several=True,
    ),
    Filter(
        "series",
        "Series",
        "Series.",
        _read_series,
        _narrow_to_series,
        _any_after("series"),
        metavar="NAME",
        several=True,
    ),
    Filter(
        "model",
        "Camera",
        "One model.",
        _read_model,
        _narrow_to_models,
        _any_named("model"),
        metavar="MODEL",
        several=True,
    ),
    Filter(
        "symbol",
        "Symbol",
        "The symbol that the recorder shows for certain once the tasks are done.",
        _of_levels("symbol"),
        _narrow_to_levels,
        lambda asked: f"symbol {any_of(one.said for one in asked)}",
        metavar="SYMBOL",
        several=True,
    ),
    Filter(
        "level",
        "Level",
        "What is encrypted at least, for certain, once the tasks are done.",
        _of_levels("level"),
        _narrow_to_levels,
        lambda asked: any_of(one.said for one in asked),
        choices=LEVELS,
        several=True,
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
        "What search finds: maker, model, series, alias or part number, in any spelling.",
        _read_text,
        _narrow_to_sought,
        lambda sought: f"name with {sought.text!r}",
        metavar="TEXT",
    ),
)
"""Every filter, in the order in which they are read, offered and said."""

COMPANIONS: Final = (
    Companion("plugin", "Plugin", HELP["plugin"]),
    Companion("recorder", "Recorder", HELP["recorder"]),
    Companion("recorder_version", "Recorder version", HELP["recorder_version"]),
    Companion(
        "firmware",
        "Firmware",
        "Only what holds at this firmware; newest or any. Not said: what is shown to be run.",
    ),
    Companion(
        "protocol",
        "Protocol",
        "The setting that symbol and level are for; the best one if not said.",
        ("symbol", "level"),
    ),
    Companion(
        "possible",
        "Possible",
        "Also what is only possible, for symbol and level.",
        ("symbol", "level"),
        flag=True,
    ),
)
"""What is said beside the filters: it chooses the cells that are looked at, not the cameras."""


def values_of(given: Any) -> tuple[Any, ...]:
    """Return what was given for a filter: one value, or several in a list."""
    return tuple(given) if isinstance(given, list | tuple) else (given,)


def read_filters(resolver: Resolver, given: Given) -> dict[str, Any]:
    """Return every filter that was given, by name, with its value as `Filter.read` returns it.

    One that takes several values has a tuple of them. Raises `UsageError`, `NotFound`.
    """
    values = {}
    for item in FILTERS:
        if item.name not in given:
            continue
        written = values_of(given[item.name])
        if not item.several and len(written) > 1:
            raise UsageError(
                f"{word(item.name)} is given {len(written)} times; it takes one value",
                code="several-values",
                option=item.name,
            )
        if len(written) > MOST_VALUES:
            raise UsageError(
                f"{word(item.name)} has {len(written):,} values; at most {MOST_VALUES} are taken",
                code="too-many-values",
                option=item.name,
            )
        for value in written if item.choices else ():
            check_choice(item.name, value, item.choices)
        read = tuple(dict.fromkeys([item.read(resolver, value, given) for value in written]))
        values[item.name] = read if item.several else read[0]
    return values


MOST_VALUES: Final = 100
"""Values that one filter may have."""


def conditions_of(values: Mapping[str, Any]) -> Conditions:
    """Return what filters add up to; `values` are those of `read_filters`.

    A grade alone is that of HTTPS support, so it asks for cameras of which that is known.
    """
    conditions = Conditions()
    for item in FILTERS:
        if item.name in values:
            item.narrow(conditions, values[item.name])
    if conditions.grade and not conditions.asked and not conditions.levels:
        conditions.accepts.append(HasValue(HTTPS_SUPPORT, ("no", "yes")))
    return conditions


def words_of(values: Mapping[str, Any]) -> list[str]:
    """Return a phrase for each filter; `values` are those of `read_filters`."""
    return [item.say(values[item.name]) for item in FILTERS if item.name in values]
