"""Cameras about which the same statements speak: the same answers, so one page for all."""

from __future__ import annotations

from collections.abc import Callable

from integration_db.catalog import Catalog
from integration_db.catalog.profile import Profile
from integration_db.catalog.verdict import verdict_of
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.prediction import Prediction
from integration_db.web.pages.camera import CameraPage, camera_page


class SiteGroup(NamedTuple):
    """Cameras of one maker with the same answers; `page` shows those of the first one."""

    manufacturer: str
    profiles: tuple[Profile, ...]
    page: CameraPage

    @property
    def title(self) -> str:
        """Return the name of the only camera, or what the cameras are."""
        first = self.profiles[0].answer.question.model
        if len(self.profiles) == 1:
            return f"{first.manufacturer} {first.name}"
        series = {profile.answer.question.model.series for profile in self.profiles}
        what = f"series {first.series}" if len(series) == 1 else f"{len(series)} series"
        return f"{first.manufacturer}, {len(self.profiles):,} cameras of {what}"


def groups(catalog: Catalog, step: Callable[[int, int], None]) -> list[SiteGroup]:
    """Return all cameras in groups, in the order of the catalogue; `step` hears how far it is."""
    alike: dict[object, list[Profile]] = {}
    cameras = catalog.filter()
    for number, camera in enumerate(cameras):
        step(number, len(cameras))
        profile = catalog.show(camera.model, manufacturer=camera.manufacturer)
        model = profile.answer.question.model
        key = (
            model.manufacturer_id,
            tuple(statement.id for statement in profile.statements),
            profile.answer.intervals,
            profile.releases,
            profile.span.evidence,
            model.hardware_versions,
        )
        alike.setdefault(key, []).append(profile)
    return [
        SiteGroup(one[0].answer.question.model.manufacturer, tuple(one), _page(one))
        for one in alike.values()
    ]


def _page(profiles: list[Profile]) -> CameraPage:
    """Return the page of the first camera, which speaks for all."""
    page = camera_page(profiles[0])
    if len(profiles) == 1:
        return page
    answered = page.answered
    spoken = tuple(map(_of_all, answered.predictions))
    if answered.best is None:
        return page
    best = _of_all(answered.best)
    verdict = verdict_of(answered.answer, best)
    return page._replace(answered=answered._replace(predictions=spoken, best=best, verdict=verdict))


def _of_all(prediction: Prediction) -> Prediction:
    """Return a prediction whose open point speaks of all cameras of a group."""
    point = prediction.settled_by
    return prediction._replace(settled_by=point and point.said_of("these cameras"))
