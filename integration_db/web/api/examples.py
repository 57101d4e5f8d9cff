"""Questions that the catalogue at hand can answer: one per route, for the API's description."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Final
from urllib.parse import quote, urlencode

from integration_db.catalog import Catalog
from integration_db.catalog.queries.filter_query import SelectedCamera
from integration_db.errors import NotFound

_KNOWN: Final = ("Axis", "P3245-LVE", "10.12.114", "ONVIF")
"""A camera, firmware and plugin of the seed that ships; others may lack them."""

_SHOWN: Final = 2
"""Entries of a long list in an example."""


class Examples:
    """The questions about one catalogue: those of the docs where it can answer them."""

    def __init__(self, catalog: Catalog, prefix: str) -> None:
        self.prefix = prefix
        self.maker, self.model, self.firmware, plugin = _KNOWN
        self.other = self.model
        cameras: list[SelectedCamera] = []
        with suppress(NotFound):
            cameras = catalog.filter(model=f"{self.maker} {self.model}")
        for camera in cameras or catalog.filter(limit=1):
            self.maker, self.model = camera.manufacturer, camera.model
            self.other = catalog.filter(manufacturer=self.maker, limit=2)[-1].model
        self.plugin: dict[str, str] = {}
        with suppress(NotFound):
            self.plugin = {"plugin": catalog.plugin(plugin).name}

    def of(self, method: str, path: str) -> tuple[str, bytes]:
        """Return the address of an example for a route, and the body if it takes one."""
        full = f"{self.maker} {self.model}"
        question = {"model": full, "firmware": self.firmware, **self.plugin}
        one_setting = {**question, "protocol": "https-required"}
        bodies: dict[str, dict[str, Any]] = {
            "/predictions": {"questions": [one_setting, {"model": full, "port": 70000}]},
            "/batch": {
                "questions": [
                    {"ask": "resolve", "model": full},
                    {"ask": "search", "text": self.model, "limit": 1},
                    {"ask": "predict", "model": full, "port": 70000},
                ]
            },
            "/check": {
                "lines": [
                    {"Model": full, "Firmware": self.firmware, "Qty": 12},
                    {"Description": f"2 x {full} Network Camera", "Name": "Lobby"},
                ],
                **self.plugin,
            },
        }
        if method == "POST":
            return path, json.dumps(bodies[path.removeprefix(self.prefix)]).encode()
        if "{" in path:
            address = path.format(manufacturer=quote(self.maker), model=quote(self.model))
            return address, b""
        said: dict[str, dict[str, Any]] = {
            "/cameras": {"manufacturer": self.maker, "ssl": "true", "facet": "series", "limit": 2},
            "/predictions": one_setting,
            "/resolve": {"model": full},
            "/search": {"text": self.model, "limit": 2},
            "/compare": {"model": [full, f"{self.maker} {self.other}"], **self.plugin},
            "/firmware/compare": {"manufacturer": self.maker, "a": "9.80.3.9", "b": "10.12.91"},
        }
        parameters = said.get(path.removeprefix(self.prefix))
        return f"{path}?{urlencode(parameters, doseq=True)}" if parameters else path, b""


def shortened_example(answer: Any) -> Any:
    """Return an answer with the lists at its top cut after a few entries."""
    if not isinstance(answer, dict):
        return answer
    return {
        name: value[:_SHOWN] if isinstance(value, list) else value for name, value in answer.items()
    }
