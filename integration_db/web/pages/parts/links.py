"""Addresses of pages: built in one place, so that names with slashes and signs stay whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

from integration_db.web.api import API_PREFIX
from integration_db.web.pages.parts.assets import ASSETS


def address(path: str, values: Mapping[str, Any] | Iterable[tuple[str, Any]] = ()) -> str:
    """Return a page's address with the parameters that say something, one several times."""
    pairs = values.items() if isinstance(values, Mapping) else values
    said = [(name, value) for name, value in pairs if value not in (None, "", ())]
    return f"{path}?{urlencode(said, doseq=True)}" if said else path


def camera(manufacturer: str, model: str) -> str:
    """Return the address of a camera's page."""
    return f"/cameras/{quote(manufacturer, safe='')}/{quote(model, safe='')}"


def manufacturer_address(manufacturer: str) -> str:
    """Return the address of a manufacturer's page."""
    return f"/cameras/{quote(manufacturer, safe='')}"


def source(name: str) -> str:
    """Return the address of a source's page."""
    return f"/sources/{quote(name, safe='')}"


def recorder(name: str) -> str:
    """Return the address of a recorder's page."""
    return f"/recorders/{quote(name, safe='')}"


def camera_json(manufacturer: str, model: str) -> str:
    """Return the address of a camera's JSON."""
    return API_PREFIX + camera(manufacturer, model)


class ServedLinks:
    """The addresses of pages as a server has them; `site` has others for files on a disk.

    `kept` is what every page keeps in its address: the reader's recorder.
    """

    served = True

    def __init__(self, kept: Mapping[str, str] = MappingProxyType({})) -> None:
        self._kept = kept

    def camera(
        self, manufacturer: str, model: str, values: Mapping[str, str] = MappingProxyType({})
    ) -> str:
        """Return the address of a camera's page, with what is said there beside the recorder."""
        return address(camera(manufacturer, model), {**self._kept, **values})

    def page(self, path: str, values: Mapping[str, Any] = MappingProxyType({})) -> str:
        """Return the address of a page, with what is said there beside the recorder."""
        return address(path, {**self._kept, **values})

    def maker_page(self, manufacturer: str) -> str:
        """Return the address of a manufacturer's page."""
        return address(manufacturer_address(manufacturer), self._kept)

    def source(self, name: str) -> str:
        """Return the address of a source's page."""
        return address(source(name), self._kept)

    def recorder(self, name: str) -> str:
        """Return the address of a recorder's page."""
        return address(recorder(name), self._kept)

    def maker(self, manufacturer: str) -> str:
        """Return the address of the list of a maker's cameras."""
        return self.page("/", {"manufacturer": manufacturer})

    @staticmethod
    def asset(name: str) -> str:
        """Return the address of a static file."""
        return f"/static/{ASSETS[name].name}"
