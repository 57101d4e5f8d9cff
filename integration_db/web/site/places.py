"""Names of files from printed names, and the links between the files.

No text of the catalogue becomes part of a path but through `slug`, which leaves letters, digits
and dashes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from integration_db.text.slugs import slug

_LONGEST: Final = 60
_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{n}{d}" for n in ("com", "lpt") for d in range(10))]
)
"""Names that one system takes for devices."""

PAGES: Final = {
    "/": "index.html",
    "/manufacturers": "manufacturers.html",
    "/plugins": "plugins.html",
    "/sources": "sources.html",
    "/about": "about.html",
}
"""The pages of the server that the site has too, and their files."""


class Names:
    """Gives out file names, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, text: str) -> str:
        """Return a name for a text that no other text got."""
        plain = slug(text)[:_LONGEST].strip("-") or "x"
        if plain in _RESERVED:
            plain += "-0"
        name, again = plain, 1
        while name in self._taken:
            again += 1
            name = f"{plain}-{again}"
        self._taken.add(name)
        return name


class SiteLinks:
    """Links from one file to others; stands in for `pages.links.ServedLinks` in the templates."""

    served = False

    def __init__(self, cameras: Mapping[tuple[str, str], str], makers: Mapping[str, str], up: str):
        self._cameras = cameras
        self._makers = makers
        self._up = up

    def camera(self, manufacturer: str, model: str) -> str:
        """Return the link to a camera: its place on the page of its group."""
        return self._up + self._cameras[manufacturer, model]

    def maker_page(self, manufacturer: str) -> str:
        """Return the link to a manufacturer: to its list, which is all that a site has of it."""
        return self.maker(manufacturer)

    def maker(self, manufacturer: str) -> str:
        """Return the link to the list of a maker's cameras."""
        return self._up + self._makers[manufacturer]

    def page(self, path: str, values: Mapping[str, Any] | None = None) -> str:
        """Return the link to a page that the server has at this address."""
        return self._up + PAGES[path]

    def asset(self, name: str) -> str:
        """Return the link to a file that pages load."""
        return f"{self._up}files/{name}"
