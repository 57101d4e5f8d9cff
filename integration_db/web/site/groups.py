"""Cameras about which the same is known: one answer and one page of evidence for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from integration_db.catalog import Catalog
from integration_db.evidence.firmware_span import NO_SPAN
from integration_db.named_tuple import NamedTuple
from integration_db.web.pages.camera import CameraPage, camera_page


class SiteCamera(NamedTuple):
    """One camera of the feed, with the feed's object of it."""

    manufacturer: str
    series: str
    model: str
    entry: Mapping[str, Any]

    @property
    def names(self) -> tuple[str, str]:
        """Return manufacturer and model."""
        return self.manufacturer, self.model

    @property
    def identifiers(self) -> tuple[str, ...]:
        """Return the part numbers."""
        return tuple(self.entry.get("identifiers", ()))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return the other spellings."""
        return tuple(self.entry.get("aliases", ()))


class SiteGroup(NamedTuple):
    """Cameras of one series with the same answers; `page` is that of the first one."""

    cameras: tuple[SiteCamera, ...]
    page: CameraPage

    @property
    def evidence(self) -> CameraPage:
        """Return the page with what holds for all of them: firmware of the first is left out."""
        profile = self.page.profile
        if len(self.cameras) > 1:
            profile = profile._replace(span=NO_SPAN)
        return self.page._replace(profile=profile, releases=(), older=())

    @property
    def title(self) -> str:
        """Return the name of the only camera, or what the cameras are."""
        first = self.cameras[0]
        if len(self.cameras) == 1:
            return f"{first.manufacturer} {first.model}"
        return f"{first.manufacturer} {first.series}"


def cameras_of(payload: Mapping[str, Any]) -> list[SiteCamera]:
    """Return the cameras of a feed, in its order."""
    return [
        SiteCamera(maker["name"], series["name"], entry["name"], entry)
        for maker in payload["manufacturers"]
        for series in maker["series"]
        for entry in series["models"]
    ]


def groups(
    catalog: Catalog, cameras: Iterable[SiteCamera], step: Callable[[SiteGroup], None]
) -> list[SiteGroup]:
    """Return all cameras in groups; `step` hears of each.

    Who shares series, table and pairings of the feed has the same answers, and the same statements
    unless some speak of the model alone.
    """
    said = catalog.said_of_models()
    alike: dict[object, list[SiteCamera]] = {}
    for camera in cameras:
        key = (
            *(camera.manufacturer, camera.series, camera.entry["table"]),
            tuple(camera.entry.get("pairings", ())),
            said.get(camera.names),
        )
        alike.setdefault(key, []).append(camera)
    found = []
    for own in alike.values():
        profile = catalog.show(own[0].model, manufacturer=own[0].manufacturer)
        group = SiteGroup(tuple(own), camera_page(profile))
        step(group)
        found.append(group)
    return found
