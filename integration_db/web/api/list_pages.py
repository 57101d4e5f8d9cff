"""Lists in pages: which part is asked for, in which form, and the addresses of its neighbours."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from pydantic import Field

from integration_db.catalog.queries.cut import MOST_CAMERAS
from integration_db.web.api import API_PREFIX
from integration_db.web.api.answer_formats import JSON, OF_LISTS
from integration_db.web.api.parameters import DIGITS, Parameters, one_of

PAGE_SIZE: Final = 50
LARGEST_PAGE: Final = 500

PageSize = Annotated[int, Field(ge=0, le=LARGEST_PAGE), DIGITS]
Offset = Annotated[int, Field(ge=0, le=MOST_CAMERAS), DIGITS]


class InForm(Parameters):
    """A list in one of its forms."""

    format: one_of(OF_LISTS) = Field(  # type: ignore[valid-type]
        JSON, description="The form of the answer; the header Accept says it too."
    )


class PageOfList(InForm):
    """A part of a list."""

    limit: PageSize = Field(
        PAGE_SIZE, description="At most so many; CSV and NDJSON have all where it is not said."
    )
    offset: Offset = Field(0, description="Leave out the first ones.")

    @property
    def most(self) -> int | None:
        """Return how many are wanted at most; None for all."""
        return self.limit if self.format == JSON or "limit" in self.model_fields_set else None

    def cut(self, entries: list[Any]) -> list[Any]:
        """Return the part of a list that is wanted."""
        end = None if self.most is None else self.offset + self.most
        return entries[self.offset : end]

    def place(self, path: str, total: int) -> dict[str, Any]:
        """Return what a page says of its place in a list of so many, at a path of the API."""
        limit, offset = self.limit, self.offset
        after = offset + limit if limit and offset + limit < total else None
        before = None
        if limit and offset and total:
            last = (total - 1) // limit * limit
            before = max(0, min(offset - limit, last))
        return {
            "total": total,
            "limit": limit,
            "offset": offset,
            "next": self._at(path, after),
            "previous": self._at(path, before),
        }

    def _at(self, path: str, offset: int | None) -> str | None:
        """Return the address of another page, relative to this server, with all that was said."""
        if offset is None:
            return None
        said = {**self.model_dump(exclude_unset=True), "offset": offset}
        pairs = {n: str(v).lower() if isinstance(v, bool) else v for n, v in said.items()}
        return f"{API_PREFIX}{path}?{urlencode(pairs, doseq=True)}"
