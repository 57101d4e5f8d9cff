"""Writing the site, page by page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from integration_db.catalog import Catalog
from integration_db.export import feed_document, sealed
from integration_db.named_tuple import NamedTuple
from integration_db.web.pages import NAVIGATION
from integration_db.web.pages.camera_list.rows import row_of
from integration_db.web.pages.manufacturers import manufacturers_page
from integration_db.web.pages.parts.assets import ASSETS
from integration_db.web.pages.parts.rendering import page_templates
from integration_db.web.pages.recorders import recorder_entries
from integration_db.web.pages.sources import RESTS, source_list
from integration_db.web.site.groups import SiteGroup, cameras_of, groups
from integration_db.web.site.places import PAGES, Places, SiteLinks, file_names
from integration_db.web.site.placing import FIRST_PAGE, MARK, placing
from integration_db.web.site.words import drawn_levels, words

POLICY: Final = "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'"

_SYMBOLS: Final = re.compile(r'<svg class="sprite".*?</svg>\n?', re.DOTALL)
_SYMBOL: Final = re.compile(r'<symbol id="i-([a-z0-9-]+)".*?</symbol>', re.DOTALL)
_ICON: Final = re.compile(r'<svg class="i".*?</svg>', re.DOTALL)
_USED: Final = re.compile(r'href="#i-([a-z0-9-]+)"')

Hearer = Callable[[int, int], None]


class WrittenSite(NamedTuple):
    """What was written: files with their size in bytes in all, and the cameras on them."""

    folder: Path
    files: int
    size: int
    cameras: int


def _silent(_: int, __: int) -> None:
    pass


def write_site(
    catalog: Catalog,
    folder: Path,
    *,
    force: bool = False,
    pages: bool = True,
    step: Hearer = _silent,
) -> WrittenSite:
    """Write the catalogue as pages that open from a disk; `force` replaces a site that is there.

    Without `pages` the cameras have none: the pages that a script fills answer all the same. Files
    in it that are not of the site stay. `step` hears how many of the cameras are done. Raises
    `UsageError` where something else is in the way, `ExportError` where it cannot be written; the
    old site stays until all of the new one is there.
    """
    with placing(folder, force=force) as new:
        cameras = _Site(catalog, new).write(step, pages=pages)
        sizes = [path.stat().st_size for path in new.rglob("*") if path.is_file()]
    return WrittenSite(folder, len(sizes), sum(sizes), cameras)


class _Site:
    """One site while it is written."""

    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self.catalog = catalog
        self.folder = folder
        self.version = catalog.data_version
        feed = feed_document(catalog)
        self.feed = sealed(feed)
        self.cameras = cameras_of(feed["payload"])
        self.selected = {(one.manufacturer, one.model): one for one in catalog.filter()}
        makers = [row.manufacturer for row in catalog.manufacturers()]
        self.places = Places.of([one.names for one in self.cameras], makers)

    def write(self, step: Hearer, *, pages: bool) -> int:
        """Write everything; return the number of cameras."""
        self._write_files()
        if pages:
            self._write_cameras(step)
        self._write_makers()
        self._write_lists()
        for path, template in _ASKING.items():
            self._page(PAGES[path], template, path, total=len(self.cameras))
        mark = {"data_version": self.version, "cameras": len(self.cameras)}
        self._text(MARK, json.dumps(mark) + "\n")
        return len(self.cameras)

    def _write_files(self) -> None:
        for name in ("app.css", "site.js", "mark.svg"):
            place = self.folder / "files" / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(ASSETS[name].content)
        self._text("files/feed.js", f"const FEED_TEXT = {_javascript(self.feed)};\n")
        table = words() | {
            "drawn": drawn_levels(self.catalog),
            "files": self.places.exceptions(),
        }
        self._text("files/words.js", f"const WORDS = {json.dumps(table)};\n")

    def _write_cameras(self, step: Hearer) -> None:
        """Write the page of every camera, and of every group the evidence."""
        done = 0

        def written(group: SiteGroup) -> None:
            nonlocal done
            done += len(group.cameras)
            step(done, len(self.cameras))

        found = groups(self.catalog, self.cameras, written)
        names = file_names([group.cameras[0].model + " of " + group.title for group in found])
        for group, name in zip(found, names.values(), strict=True):
            path = f"evidence/{name}.html"
            self._page(path, "site_evidence.html", "/", group=group)
            self._write_group(group, path)

    def _write_group(self, group: SiteGroup, evidence: str) -> None:
        """Write the pages of the cameras of a group; what they have in common is made once.

        Pictures are left to the script, which writes the answer anew: the pages are many.
        """
        links = SiteLinks(self.places, "../../")
        row = row_of(self.selected[group.cameras[0].names])
        answer = self._rendered("site_answer.html", links, camera=group.page, row=row)
        common = Markup(answer)
        for camera in group.cameras:
            _, model = self.catalog.model(camera.model, camera.manufacturer)
            own = {
                "camera": camera,
                "model": model,
                "releases": self.catalog.releases(model, group.page.profile.span)[::-1],
                "common": common,
                "evidence": evidence,
            }
            text = self._rendered("site_camera.html", links, here="/", **own)
            self._text(self.places.cameras[camera.names], _ICON.sub("", _SYMBOL.sub("", text)))

    def _write_makers(self) -> None:
        own = {
            maker: list(cameras)
            for maker, cameras in groupby(self.cameras, lambda one: one.manufacturer)
        }
        for maker, path in self.places.makers.items():
            cameras = own.get(maker, [])
            rows = [(name, list(all)) for name, all in groupby(cameras, lambda one: one.series)]
            here = {"maker": maker, "total": len(cameras), "rows": rows}
            self._page(path, "site_list.html", "/manufacturers", **here)

    def _write_lists(self) -> None:
        catalog = self.catalog
        makers = manufacturers_page(catalog, {}, length=None)
        self._page(PAGES["/manufacturers"], "manufacturers.html", "/manufacturers", list=makers)
        recorders = recorder_entries(catalog)
        self._page(PAGES["/recorders"], "recorders.html", "/recorders", recorders=recorders)
        listed = source_list(catalog.sources(), {}, None)
        self._page(PAGES["/sources"], "sources.html", "/sources", list=listed, rests=RESTS)
        about = {"stats": catalog.stats(), "recorders": catalog.recorders()}
        self._page(PAGES["/about"], "about.html", "/about", **about)

    def _page(self, path: str, template: str, here: str, **values: Any) -> None:
        links = SiteLinks(self.places, "../" * path.count("/"))
        self._text(path, _with_used_symbols(self._rendered(template, links, here=here, **values)))

    def _rendered(self, template: str, links: SiteLinks, **values: Any) -> str:
        common = {"navigation": _NAVIGATION, "data_version": self.version, "policy": POLICY}
        return page_templates().get_template(template).render(links=links, **common, **values)

    def _text(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        text = re.sub(r"\n\s*\n+", "\n", text)
        place.write_text(text, encoding="utf-8", newline="\n")


_ASKING: Final[Mapping[str, str]] = {
    "/predict": "site_predict.html",
    "/compare": "site_compare.html",
    "/check": "site_check.html",
    "/": "site_index.html",
}
"""The pages that a script fills, by the address that the server has for them."""

_NAVIGATION: Final[Sequence[tuple[str, str]]] = [one for one in NAVIGATION if one[0] in PAGES]

assert PAGES["/"] == FIRST_PAGE


def _with_used_symbols(text: str) -> str:
    """Return a page with the symbols that it uses; a script brings those that it needs itself."""
    used = {*_USED.findall(text)}

    def kept(sheet: re.Match[str]) -> str:
        return _SYMBOL.sub(lambda one: one[0] if one[1] in used else "", sheet[0])

    return _SYMBOLS.sub(kept, text, count=1)


def _javascript(text: str) -> str:
    """Return a text as a string of JavaScript, with few signs in front of others."""
    for sign, written in _ESCAPED.items():
        text = text.replace(sign, written)
    return f"'{text}'"


_ESCAPED: Final = {
    "\\": "\\\\",
    "'": "\\'",
    "\n": "\\n",
    "\r": "\\r",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
"""What has a meaning in a string of JavaScript; the sign that stands before others first."""
