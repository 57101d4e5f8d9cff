"""The files that pages load, each under a name with its own hash: they may be kept for ever.

A request is answered from a table that is filled once, so no request names a file.
"""

from __future__ import annotations

from hashlib import blake2b
from importlib.resources import files
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.report import stylesheet

_FILES: Final = {
    "report.css": "text/css; charset=utf-8",
    "app.css": "text/css; charset=utf-8",
    "app.js": "text/javascript; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml",
}


class Asset(NamedTuple):
    """One file with the name under which it is served."""

    name: str
    media_type: str
    content: bytes


def _read(name: str, media_type: str) -> Asset:
    if name == "report.css":
        content = stylesheet().encode()
    else:
        content = (files("integration_db.web.pages") / "static" / name).read_bytes()
    stem, _, ending = name.rpartition(".")
    digest = blake2b(content, digest_size=5).hexdigest()
    return Asset(f"{stem}.{digest}.{ending}", media_type, content)


ASSETS: Final = {name: _read(name, media_type) for name, media_type in _FILES.items()}
"""Each file by its plain name."""

BY_ADDRESS: Final = {asset.name: asset for asset in ASSETS.values()}
"""Each file by the name under which it is served."""
