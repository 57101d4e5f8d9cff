"""The cameras that a text is looked for: the rule of `names.sought`, asked of a database.

A text becomes one value that speaks SQL: its condition on cameras is that of every search and every
list, and so is its order, the best fit first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from integration_db.catalog.queries.literal_text import like_text
from integration_db.catalog.queries.name_index import NameIndex
from integration_db.catalog.queries.searched_names import has_beginning, having_pieces
from integration_db.database.readers import Reader
from integration_db.database.searched import SEARCHED
from integration_db.errors import assert_never
from integration_db.named_tuple import NamedTuple
from integration_db.names import Match, resolve, resolve_manufacturer
from integration_db.names.sought import Way, left_of, ways

Bind: TypeAlias = Callable[[object], str]
"""Gives a value to a question, and returns the mark that stands for it."""

_NOT_BEGINNING: Final = 1_000
_NOT_BY_NAME: Final = 2_000
"""What is added to the length of a name that holds a text elsewhere; of no name that holds it."""


class BoundValues:
    """The values that are bound to a question, by the names of their marks."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def __call__(self, value: object) -> str:
        """Return the mark of a new value."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"


class Sought(NamedTuple):
    """What a text is understood to look for in one catalogue.

    `manufacturer` is the printed name of the maker that the text names and `rest` what is left of
    the text beside it; `exact` is the printed name of the one model that it means. `way` is the way
    that found cameras, None where none did; then `exact` and `members` may still be known.
    """

    text: str
    manufacturer: str | None
    rest: str
    exact: str | None
    exact_maker: str | None
    way: Way | None
    match: Match
    dialect: str

    @property
    def models(self) -> tuple[int, ...]:
        """Return the numbers of the models that the resolver takes the text for."""
        if self.match.resolved and self.match.model is not None:
            return (self.match.model,)
        if self.match.level in ("family", "ambiguous"):
            return tuple(model for model, _ in self.match.members)
        return ()

    @property
    def finds(self) -> bool:
        """Whether any camera fits the text."""
        return self.way is not None or bool(self.models)

    def condition(self, bind: Bind) -> str:
        """Return the condition on models `m` that are found."""
        found = []
        if self.models:
            found.append(f"m.id IN ({', '.join(map(str, self.models))})")
        if self.way is not None:
            found.append(f"({way_condition(self.way, self.dialect, bind)})")
        return f"({' OR '.join(found)})" if found else "1 = 0"

    def order(self, bind: Bind) -> str:
        """Return what models `m` that are found are ordered by, the best fit first."""
        exact = self.models[0] if self.match.resolved and self.models else -1
        if self.way is None or not self.way.key:
            return f"CASE WHEN m.id = {exact} THEN 0 ELSE 1 END"
        holds = bind(f"%{like_text(self.way.key)}%")
        begins = bind(f"{like_text(self.way.key)}%")
        best = (
            f"SELECT MIN(LENGTH(n.loose_key) + CASE WHEN n.loose_key LIKE {begins} ESCAPE '!' "
            f"THEN 0 ELSE {_NOT_BEGINNING} END) FROM name n WHERE n.model_id = m.id "
            f"AND n.{SEARCHED} AND n.loose_key LIKE {holds} ESCAPE '!'"
        )
        return f"CASE WHEN m.id = {exact} THEN 0 ELSE COALESCE(({best}), {_NOT_BY_NAME}) END"


def sought(reader: Reader, names: NameIndex, text: str, manufacturer: str | None = None) -> Sought:
    """Return what a text looks for, among the cameras of one maker or of all."""
    maker = resolve_manufacturer(manufacturer, names) if manufacturer is not None else None
    match = resolve(text, names, manufacturer=manufacturer, suggest=False)
    way = next((one for one in ways(text, names, maker) if _finds(reader, one, maker)), None)
    named = way.maker if way is not None else None
    return Sought(
        text,
        names.manufacturer_names(named)[0] if named is not None else None,
        left_of(text, way) if way is not None else text,
        match.name if match.resolved else None,
        match.manufacturer_name if match.resolved else None,
        way,
        match,
        reader.dialect,
    )


def way_condition(way: Way, dialect: str, bind: Bind) -> str:
    """Return the condition on models `m` that a way finds."""
    whose = "" if way.maker is None else f"m.manufacturer_id = {way.maker}"
    fitting: list[str] = []
    if way.by == "held":
        named = _named(way.key, way.maker, dialect, bind)
        if way.maker is None:
            named = f"{named} OR {_by_maker(f'{like_text(way.key)}%', bind)}"
        fitting = [f"({named})"]
    elif way.by == "words":
        fitting = [
            f"({_named(word, way.maker, dialect, bind)} OR "
            f"{_by_maker(f'%{like_text(word)}%', bind)})"
            for word in way.words
        ]
    elif way.by != "maker":
        assert_never(way.by)
    return _all_of(whose, *fitting)


def _all_of(*conditions: str) -> str:
    return " AND ".join(filter(None, conditions))


def _named(key: str, maker: int | None, dialect: str, bind: Bind) -> str:
    """Return the condition that a name of a model, or its series, holds a key."""
    holds = bind(f"%{like_text(key)}%")
    whose = "" if maker is None else f"manufacturer_id = {maker} AND "
    having, values = having_pieces(key, dialect)
    for name, value in values.items():
        having = having.replace(f":{name}", bind(value))
    names = _all_of(having, f"{whose}{SEARCHED} AND loose_key LIKE {holds} ESCAPE '!'")
    series = f"{whose}key LIKE {holds} ESCAPE '!'"
    return (
        f"m.id IN (SELECT model_id FROM name WHERE {names}) OR "
        f"m.series_id IN (SELECT id FROM series WHERE {series})"
    )


def _by_maker(pattern: str, bind: Bind) -> str:
    """Return the condition that a spelling of a model's maker is like a pattern."""
    return (
        "m.manufacturer_id IN (SELECT manufacturer_id FROM manufacturer_name "
        f"WHERE key LIKE {bind(pattern)} ESCAPE '!')"
    )


def _finds(reader: Reader, way: Way, maker: int | None) -> bool:
    """Whether a way finds a camera, of one maker or of any."""
    if way.by == "held" and has_beginning(
        reader, way.key, maker if way.maker is None else way.maker
    ):
        return True  # as most do; to look further takes longer
    bind = BoundValues()
    whose = "" if maker is None else f"m.manufacturer_id = {maker}"
    where = _all_of(whose, way_condition(way, reader.dialect, bind))
    return bool(reader.rows(f"SELECT 1 FROM model m WHERE {where} LIMIT 1", bind.values))


def found_in_order(reader: Reader, one: Sought, maker: int | None, limit: int) -> Sequence[int]:
    """Return the models that a text finds, the best fit first, at most `limit`."""
    bind = BoundValues()
    whose = "" if maker is None else f"m.manufacturer_id = {maker}"
    where = _all_of(whose, one.condition(bind))
    rows = reader.rows(
        "SELECT m.id FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id "
        f"WHERE {where} ORDER BY {one.order(bind)}, f.sort_key, m.sort_key, m.id "
        f"LIMIT {bind(limit)}",
        bind.values,
    )
    return [int(number) for (number,) in rows]
