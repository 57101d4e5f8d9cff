"""Cameras inside the settings of programs, which are no list of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from integration_db.sheets.json_stream import Doubled


def cameras_in(settings: object) -> list[object] | None:
    """Return the objects that are cameras, None for settings that are of no known form.

    The forms: `cameras`, by their names (Frigate) or as a list among others (UniFi Protect), or
    the same in one of several `platforms` (Homebridge); and `streams` by their names (go2rtc).
    """
    if not isinstance(settings, dict) or isinstance(settings, Doubled):
        return None
    cameras = settings.get("cameras")
    if _is_named(cameras):
        return [{"camera": name, **_with_inputs(camera)} for name, camera in cameras.items()]
    if _is_objects(cameras):
        return list(cameras)
    platforms = settings.get("platforms")
    if _is_objects(platforms):
        found = [one["cameras"] for one in platforms if _is_objects(one.get("cameras"))]
        if found:
            return [camera for several in found for camera in several]
    inner = settings.get("go2rtc")
    streams = (inner if isinstance(inner, dict) else settings).get("streams")
    if isinstance(streams, dict) and streams and not isinstance(streams, Doubled):
        return [{"stream": name, "source": source} for name, source in streams.items()]
    return None


def _is_named(value: object) -> TypeGuard[dict[str, dict[str, Any]]]:
    """Whether a value is objects by their names, each once."""
    if not isinstance(value, dict) or isinstance(value, Doubled):
        return False
    return bool(value) and all(isinstance(one, dict) for one in value.values())


def _is_objects(value: object) -> TypeGuard[list[dict[str, Any]]]:
    """Whether a value is a list of objects."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _with_inputs(camera: Mapping[str, Any]) -> dict[str, Any]:
    """Return a camera of Frigate with the addresses of its streams in one place."""
    ffmpeg = camera.get("ffmpeg")
    inputs = ffmpeg.get("inputs") if isinstance(ffmpeg, dict) else None
    if not isinstance(ffmpeg, dict) or not _is_objects(inputs):
        return dict(camera)
    paths = [one["path"] for one in inputs if isinstance(one.get("path"), str)]
    return {**camera, "ffmpeg": {**ffmpeg, "inputs": {"path": paths}}}
