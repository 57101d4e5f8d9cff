"""Writing the site, page by page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from integration_db.catalog import Catalog
from integration_db.named_tuple import NamedTuple
from integration_db.web.pages import NAVIGATION
from integration_db.web.pages.cameras import row_of
from integration_db.web.pages.contents import manufacturer_rows, recorder_entries
from integration_db.web.pages.parts.assets import ASSETS
from integration_db.web.pages.parts.rendering import page_templates
from integration_db.web.pages.sources import RESTS, source_list
from integration_db.web.site import data
from integration_db.web.site.groups import SiteGroup, groups
from integration_db.web.site.places import PAGES, Names, SiteLinks
from integration_db.web.site.placing import FIRST_PAGE, MARK, placing

POLICY: Final = "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'"

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
    catalog: Catalog, folder: Path, *, force: bool = False, step: Hearer = _silent
) -> WrittenSite:
    """Write the catalogue as pages that open from a disk; `force` replaces a site that is there.

    Files in it that are not of the site stay. `step` hears how many of the cameras are done. Raises
    `UsageError` where something else is in the way, `ExportError` where it cannot be written; the
    old site stays until all of the new one is there.
    """
    with placing(folder, force=force) as new:
        cameras = _Site(catalog, new).write(step)
        sizes = [path.stat().st_size for path in new.rglob("*") if path.is_file()]
    return WrittenSite(folder, len(sizes), sum(sizes), cameras)


class _Site:
    """One site while it is written."""

    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self.catalog = catalog
        self.folder = folder
        self.version = catalog.data_version
        self.cameras: dict[tuple[str, str], str] = {}
        self.makers: dict[str, str] = {}

    def write(self, step: Hearer) -> int:
        """Write everything; return the number of cameras."""
        all_groups = groups(self.catalog, step)
        pages = self._give_places(all_groups)
        self._write_files()
        for group, (path, anchors) in zip(all_groups, pages, strict=True):
            self._page(path, "site_group.html", "/", group=group, anchors=anchors)
        self._write_makers()
        self._write_lists()
        table = data.catalogue(self.catalog, self.cameras)
        self._text("files/data.js", data.script(table))
        usual = next((one.name for one in self.catalog.recorders() if one.is_default), None)
        self._page(FIRST_PAGE, "site_index.html", "/", total=len(self.cameras), usual=usual)
        mark = {"data_version": self.version, "cameras": len(self.cameras)}
        self._text(MARK, json.dumps(mark) + "\n")
        return len(self.cameras)

    def _give_places(self, all_groups: list[SiteGroup]) -> list[tuple[str, list[str]]]:
        """Decide the file of every group, and where in it each camera stands."""
        names, pages = Names(), []
        for group in all_groups:
            path = f"cameras/{names.new(group.title)}.html"
            anchors, own = Names(), []
            for profile in group.profiles:
                model = profile.answer.question.model
                anchor = f"c-{anchors.new(model.name)}"
                own.append(anchor)
                self.cameras[model.manufacturer, model.name] = f"{path}#{anchor}"
            pages.append((path, own))
        makers = Names()
        for row in self.catalog.manufacturers():
            self.makers[row.manufacturer] = f"makers/{makers.new(row.manufacturer)}.html"
        return pages

    def _write_files(self) -> None:
        for name in ("app.css", "site.js", "mark.svg"):
            place = self.folder / "files" / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(ASSETS[name].content)

    def _write_makers(self) -> None:
        for name, path in self.makers.items():
            rows = [row_of(camera) for camera in self.catalog.filter(manufacturer=name)]
            self._page(path, "site_maker.html", "/manufacturers", maker=name, rows=rows)

    def _write_lists(self) -> None:
        catalog = self.catalog
        rows = manufacturer_rows(catalog)
        self._page("manufacturers.html", "manufacturers.html", "/manufacturers", rows=rows)
        recorders = recorder_entries(catalog)
        self._page("plugins.html", "plugins.html", "/plugins", recorders=recorders)
        listed = source_list(catalog.sources(), {}, None)
        self._page("sources.html", "sources.html", "/sources", list=listed, rests=RESTS)
        about = {"stats": catalog.stats(), "recorders": catalog.recorders()}
        self._page("about.html", "about.html", "/about", **about)

    def _page(self, path: str, template: str, here: str, **values: Any) -> None:
        links = SiteLinks(self.cameras, self.makers, "../" * path.count("/"))
        text = (
            page_templates()
            .get_template(template)
            .render(
                links=links,
                navigation=[entry for entry in NAVIGATION if entry[0] in PAGES],
                here=here,
                data_version=self.version,
                policy=POLICY,
                **values,
            )
        )
        self._text(path, text)

    def _text(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
