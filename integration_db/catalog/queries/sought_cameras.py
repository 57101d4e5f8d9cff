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
            numbers = ", ".join(map(str, self.models))
            found.append(f"SELECT id FROM model WHERE id IN ({numbers})")
        if self.way is not None:
            found.append(models_of(self.way, self.dialect, bind))
        return f"m.id IN ({' UNION ALL '.join(found)})" if found else "1 = 0"

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


def models_of(way: Way, dialect: str, bind: Bind) -> str:
    """Return SQL for the numbers of the models that a way finds, some perhaps more than once.

    All conditions lead from few names to models: to ask every model whether it fits takes longer.
    """
    own = _of_maker(way)
    if way.by == "held":
        return f"{_named(way.key, own, dialect, bind)} UNION ALL {_unnamed(way, bind)}"
    fitting: list[str] = []
    if way.by == "words":
        fitting = [
            f"id IN ({_named(word, own, dialect, bind)} UNION ALL "
            f"{_by_maker(f'%{like_text(word)}%', bind)})"
            for word in way.words
        ]
    elif way.by != "maker":
        assert_never(way.by)
    return f"SELECT id FROM model WHERE {_all_of(own, *fitting)}"


def _all_of(*conditions: str) -> str:
    return " AND ".join(filter(None, conditions))


def _named(key: str, own: str, dialect: str, bind: Bind) -> str:
    """Return SQL for the models of which a name, or that of the series, holds a key.

    `own` is the condition that they are of one maker, if they are.
    """
    names = _names_holding(key, own, dialect, bind)
    return f"SELECT model_id FROM name WHERE {names} UNION ALL {_of_series(key, own, bind)}"


def _names_holding(key: str, own: str, dialect: str, bind: Bind) -> str:
    """Return the condition in SQL on names that hold a key."""
    holds = bind(f"%{like_text(key)}%")
    having, values = having_pieces(key, dialect)
    for name, value in values.items():
        having = having.replace(f":{name}", bind(value))
    return _all_of(having, own, SEARCHED, f"loose_key LIKE {holds} ESCAPE '!'")


def _of_series(key: str, own: str, bind: Bind) -> str:
    """Return SQL for the models of series that hold a key."""
    holds = bind(f"%{like_text(key)}%")
    series = _all_of(own, f"key LIKE {holds} ESCAPE '!'")
    return f"SELECT id FROM model WHERE series_id IN (SELECT id FROM series WHERE {series})"


def _unnamed(way: Way, bind: Bind) -> str:
    """Return SQL for the models that HELD finds by other than names of their own."""
    of_series = _of_series(way.key, _of_maker(way), bind)
    if way.maker is not None:
        return of_series
    return f"{of_series} UNION ALL {_by_maker(f'{like_text(way.key)}%', bind)}"


def _of_maker(way: Way) -> str:
    """Return the condition that cameras are of the maker that a text names, if it does."""
    return "" if way.maker is None else f"manufacturer_id = {way.maker}"


def _by_maker(pattern: str, bind: Bind) -> str:
    """Return SQL for the models of makers of which a spelling is like a pattern."""
    return (
        "SELECT id FROM model WHERE manufacturer_id IN (SELECT manufacturer_id "
        f"FROM manufacturer_name WHERE key LIKE {bind(pattern)} ESCAPE '!')"
    )


def _finds(reader: Reader, way: Way, maker: int | None) -> bool:
    """Whether a way finds a camera, of one maker or of any."""
    whose = maker if way.maker is None else way.maker
    if way.by == "held" and has_beginning(reader, way.key, whose):
        return True  # as most do; to look further takes longer
    bind = BoundValues()
    found = models_of(way, reader.dialect, bind)
    if maker is not None:
        found = f"SELECT id FROM model WHERE manufacturer_id = {maker} AND id IN ({found})"
    return bool(reader.rows(f"SELECT 1 FROM ({found}) AS found LIMIT 1", bind.values))


def fit_of_models(reader: Reader, one: Sought) -> dict[int, int]:
    """Return every model that a text finds, and how well it fits: the less, the better.

    In numbers what `condition` and `order` are in SQL. Each name is read once.
    """
    named = _named_fits(reader, one)
    found = set(one.models)
    if one.way is not None and one.way.by == "held":
        bind = BoundValues()
        rows = reader.rows(_unnamed(one.way, bind), bind.values)
        found.update(named, (model for (model,) in rows))
    elif one.way is not None:
        bind = BoundValues()
        rows = reader.rows(models_of(one.way, one.dialect, bind), bind.values)
        found.update(model for (model,) in rows)
    exact = one.models[0] if one.match.resolved and one.models else -1
    return {model: 0 if model == exact else named.get(model, _NOT_BY_NAME) for model in found}


def _named_fits(reader: Reader, one: Sought) -> dict[int, int]:
    """Return the models of which a name holds what is looked for, and how well the best one does.

    Those of the maker that a text names, and what the resolver takes it for.
    """
    if one.way is None or not one.way.key:
        return {}
    bind = BoundValues()
    own = _of_maker(one.way)
    if own and one.models:
        own = f"({own} OR model_id IN ({', '.join(map(str, one.models))}))"
    begins = bind(f"{like_text(one.way.key)}%")
    rows = reader.rows(
        f"SELECT model_id, LENGTH(loose_key) + CASE WHEN loose_key LIKE {begins} ESCAPE '!' "
        f"THEN 0 ELSE {_NOT_BEGINNING} END FROM name "
        f"WHERE {_names_holding(one.way.key, own, one.dialect, bind)}",
        bind.values,
    )
    named: dict[int, int] = {}
    for model, fit in rows:
        named[model] = min(fit, named.get(model, fit))
    return named


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
