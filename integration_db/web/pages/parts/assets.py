"""The files that pages load, each under a name with its own hash: they may be kept for ever.

A request is answered from a table that is filled once, so no request names a file. What is written
apart, one file per thing on a page, is sent as one.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from importlib.resources import files
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.report import stylesheet

STYLES: Final = (
    *("frame", "marks", "form", "tables", "list", "facets", "paging", "picked", "suggest"),
    *("answer", "compare", "check", "contents", "docs"),
    *("site", "print"),
)
"""The style of the pages, in the order in which later rules go before earlier ones."""

SCRIPTS: Final = ("menu", "forms", "suggest", "list", "picked", "check", "copy", "print")
"""The script of the pages; later files use what earlier ones declare."""


SITE_SCRIPTS: Final = (
    *("feed_reader", "verdict_text", "scripts/menu", "scripts/print"),
    *(f"site/{name}" for name in ("marks", "names", "cameras", "yours", "answer")),
    *(f"site/{name}" for name in ("ask", "list", "compare", "check", "start")),
)
"""The script of the static site, with the feed's reader; later files use what earlier declare."""


def _together(folder: str, names: tuple[str, ...], ending: str) -> bytes:
    return b"\n".join(_file(f"{folder}/{name}.{ending}") for name in names)


def _file(path: str) -> bytes:
    return (files("integration_db.web.pages") / "static" / path).read_bytes()


_CSS: Final = "text/css; charset=utf-8"
_JAVASCRIPT: Final = "text/javascript; charset=utf-8"
_FILES: Final[dict[str, tuple[str, Callable[[], bytes]]]] = {
    "report.css": (_CSS, lambda: stylesheet().encode()),
    "app.css": (_CSS, lambda: _together("styles", STYLES, "css")),
    "scripted.js": (_JAVASCRIPT, lambda: _file("scripted.js")),
    "app.js": (_JAVASCRIPT, lambda: _together("scripts", SCRIPTS, "js")),
    "feed_reader.js": (_JAVASCRIPT, lambda: _file("feed_reader.js")),
    "verdict_text.js": (_JAVASCRIPT, lambda: _file("verdict_text.js")),
    "site.js": (_JAVASCRIPT, lambda: _together(".", SITE_SCRIPTS, "js")),
    "mark.svg": ("image/svg+xml", lambda: _file("mark.svg")),
}


class Asset(NamedTuple):
    """One file with the name under which it is served."""

    name: str
    media_type: str
    content: bytes


def _asset(name: str, media_type: str, content: bytes) -> Asset:
    stem, _, ending = name.rpartition(".")
    digest = blake2b(content, digest_size=5).hexdigest()
    return Asset(f"{stem}.{digest}.{ending}", media_type, content)


ASSETS: Final = {
    name: _asset(name, media_type, content()) for name, (media_type, content) in _FILES.items()
}
"""Each file by its plain name."""

BY_ADDRESS: Final = {asset.name: asset for asset in ASSETS.values()}
"""Each file by the name under which it is served."""
