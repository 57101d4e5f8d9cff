"""Which cameras are wanted: the filters of the catalogue, from its own registry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field, create_model

from integration_db.catalog.queries.filter_query import FACETS, SORTS
from integration_db.catalog.queries.filters import (
    COMPANIONS,
    FILTERS,
    MOST_VALUES,
    Companion,
    Filter,
)
from integration_db.web.api.list_pages import PageOfList
from integration_db.web.api.parameters import Parameters, TextParameter, one_of

_FIELD: Final = "|".join(SORTS)


def _fields(items: Iterable[Filter | Companion]) -> dict[str, Any]:
    """Return one field per entry of the registry, so that commands, API and docs cannot drift."""
    return {item.name: _field(item) for item in items}


def _field(item: Filter | Companion) -> tuple[Any, Any]:
    if isinstance(item, Filter) and item.several:
        several: Any = Field([], max_length=MOST_VALUES, description=item.help)
        return list[_kind(item)], several  # type: ignore[misc]
    return _kind(item) | None, Field(None, description=item.help)


def _kind(item: Filter | Companion) -> Any:
    """Return what the value of a filter is, or of what is said beside it."""
    if isinstance(item, Companion):
        return bool if item.flag else TextParameter
    return one_of(item.choices) if item.choices else TextParameter


def _check_sort(text: str) -> str:
    for name in text.split(","):
        if name.removeprefix("-") not in SORTS:
            raise ValueError(f"choose from {', '.join(SORTS)}, with - in front to reverse")
    return text


_Filters: Any = create_model(
    "_Filters",
    __base__=Parameters,
    **_fields(FILTERS),
    ssl=(bool | None, Field(None, description="Cameras that support HTTPS; as https=yes.")),
    **_fields(COMPANIONS),
)


class CameraList(PageOfList, _Filters):  # type: ignore[misc]
    """Which cameras, how many of them, and what to count: the options of the command `filter`."""

    sort: Annotated[str, AfterValidator(_check_sort)] | None = Field(
        None,
        max_length=100,
        json_schema_extra={"pattern": rf"^-?({_FIELD})(,-?({_FIELD}))*$"},
        description=f"Order by {', '.join(SORTS)} (with text); several with commas, - in front to "
        "reverse.",
    )
    facet: list[one_of(FACETS)] = Field(  # type: ignore[valid-type]
        [],
        max_length=len(FACETS),
        description="Count all cameras found by this field; may be given several times.",
    )
