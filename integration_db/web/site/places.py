"""Addresses of the site's files from printed names, and the links between the files.

No text of the catalogue becomes part of a path but through `slug`, which leaves letters, digits
and dashes. An address depends on the names alone, never on the order in which they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, Final

from integration_db.named_tuple import NamedTuple
from integration_db.text.slugs import slug

_LONGEST: Final = 60
_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{n}{d}" for n in ("com", "lpt") for d in range(10))]
)
"""Names that one system takes for devices."""

PAGES: Final = {
    "/": "index.html",
    "/predict": "predict.html",
    "/compare": "compare.html",
    "/check": "check.html",
    "/manufacturers": "manufacturers.html",
    "/recorders": "recorders.html",
    "/sources": "sources.html",
    "/about": "about.html",
}
"""The pages of the server that the site has too, and their files."""

Camera = tuple[str, str]
"""A manufacturer and a model, as they are printed."""


def file_names(texts: Iterable[str]) -> dict[str, str]:
    """Return a file name of its own for every text, from the texts alone.

    It is the text's slug, where that is a name and no other text's. Otherwise a digest of the text
    stands behind it, but not where the text, in lower case, is its slug: it keeps that.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for text in dict.fromkeys(texts):
        alike[slug(text)[:_LONGEST].strip("-")].append(text)
    names = {}
    for plain, own in alike.items():
        for text in own:
            usable = plain != "" and plain not in _RESERVED
            if usable and (len(own) == 1 or text.lower() == plain):
                names[text] = plain
            else:
                digest = blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
                names[text] = f"{plain or 'x'}-{digest}"
    return names


class Places(NamedTuple):
    """The file of every camera and of every manufacturer, in the site's folder."""

    cameras: Mapping[Camera, str]
    makers: Mapping[str, str]

    @classmethod
    def of(cls, cameras: Iterable[Camera], makers: Iterable[str]) -> Places:
        """Return the places for cameras and manufacturers."""
        folders = file_names(makers)
        models: dict[str, list[str]] = {maker: [] for maker in folders}
        for maker, model in cameras:
            models[maker].append(model)
        return cls(
            {
                (maker, model): f"cameras/{folders[maker]}/{name}.html"
                for maker, own in models.items()
                for model, name in file_names(own).items()
            },
            {maker: f"manufacturers/{name}.html" for maker, name in folders.items()},
        )

    def exceptions(self) -> dict[str, dict[str, str]]:
        """Return by maker and model the file names that are not just the slug of the model.

        The maker's own stands under the empty model.
        """
        found: dict[str, dict[str, str]] = {}
        for maker, path in self.makers.items():
            if path.split("/")[1] != f"{slug(maker)}.html":
                found.setdefault(maker, {})[""] = path.split("/")[1].removesuffix(".html")
        for (maker, model), path in self.cameras.items():
            if path.split("/")[2] != f"{slug(model)}.html":
                found.setdefault(maker, {})[model] = path.split("/")[2].removesuffix(".html")
        return found


class SiteLinks:
    """Links from one file to others; stands in for `pages.links.ServedLinks` in the templates."""

    served = False

    def __init__(self, places: Places, up: str) -> None:
        self._places = places
        self._up = up

    def camera(self, manufacturer: str, model: str) -> str:
        """Return the link to a camera's page."""
        return self._up + self._places.cameras[manufacturer, model]

    def maker_page(self, manufacturer: str) -> str:
        """Return the link to a manufacturer: to its list, which is all that a site has of it."""
        return self.maker(manufacturer)

    def maker(self, manufacturer: str) -> str:
        """Return the link to the list of a maker's cameras."""
        return self._up + self._places.makers[manufacturer]

    def page(self, path: str, values: Mapping[str, Any] | None = None) -> str:
        """Return the link to a page that the server has at this address."""
        return self._up + PAGES[path]

    def file(self, path: str) -> str:
        """Return the link to another file of the site."""
        return self._up + path

    def asset(self, name: str) -> str:
        """Return the link to a file that pages load."""
        return f"{self._up}files/{name}"
