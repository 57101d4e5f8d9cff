"""Questions that the catalogue at hand can answer: one per route, for the API's description."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote, urlencode

from integration_db.catalog import Catalog
from integration_db.errors import NotFound

_KNOWN: Final = ("Axis P3245-LVE", "10.12.114", "ONVIF")
"""A camera, firmware and plugin of the seed that ships; others may lack them."""

_SHOWN: Final = 2
"""Entries of a long list in an example."""


class Examples:
    """The questions about one catalogue: those of the docs where it can answer them."""

    def __init__(self, catalog: Catalog, prefix: str) -> None:
        self.prefix = prefix
        name, firmware, plugin = _KNOWN
        try:
            _, model = catalog.model(name)
            self.maker, self.model = model.manufacturer, model.name
        except NotFound:
            ((self.maker, self.model),) = catalog.reader.rows(
                "SELECT f.name, m.name FROM model m JOIN manufacturer f ON "
                "f.id = m.manufacturer_id ORDER BY f.name, m.sort_key LIMIT 1"
            )
        ((self.other,),) = catalog.reader.rows(
            "SELECT MAX(m.name) FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id "
            "WHERE f.name = :maker",
            {"maker": self.maker},
        )
        try:
            catalog.plugin(plugin)
            self.plugin: dict[str, str] = {"plugin": plugin}
        except NotFound:
            self.plugin = {}
        self.firmware = firmware

    def of(self, method: str, path: str) -> tuple[str, bytes]:
        """Return the address of an example for a route, and the body if it takes one."""
        full = f"{self.maker} {self.model}"
        question = {"model": full, "firmware": self.firmware, **self.plugin}
        one_setting = {**question, "protocol": "https-required"}
        if method == "post":
            body = {"questions": [one_setting, {"model": full, "port": 70000}]}
            return path, json.dumps(body).encode()
        if "{" in path:
            address = path.format(manufacturer=quote(self.maker), model=quote(self.model))
            return address, b""
        said: dict[str, dict[str, Any]] = {
            "/cameras": {"manufacturer": self.maker, "ssl": "true", "facet": "series", "limit": 2},
            "/predictions": one_setting,
            "/search": {"text": self.model, "limit": 2},
            "/compare": {"model": [full, f"{self.maker} {self.other}"], **self.plugin},
            "/firmware/compare": {"manufacturer": self.maker, "a": "9.80.3.9", "b": "10.12.91"},
        }
        parameters = said.get(path.removeprefix(self.prefix))
        return f"{path}?{urlencode(parameters, doseq=True)}" if parameters else path, b""


def shortened(found: Any) -> Any:
    """Return an answer with the lists at its top cut after a few entries."""
    if not isinstance(found, dict):
        return found
    return {
        name: value[:_SHOWN] if isinstance(value, list) else value for name, value in found.items()
    }
