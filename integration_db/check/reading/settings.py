"""What may hold for all lines of a list, and what wins over what they say themselves; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from integration_db.check.reading.request import ASKED, OF_RECORDER, Request
from integration_db.check.reading.site_cells import SITE_FIELD, WORDS
from integration_db.errors import NoSuchChoice, UsageError
from integration_db.prediction.site import NO_PORT, Site, is_port
from integration_db.text.secrets import masked_document
from integration_db.text.sentences import any_of, word

_OF_LINES: Final = (
    *("http_off", "tasks_done", "driver_family", "scopes", "firmware_build"),
    *("found_protocol", "found_port", "found_firmware", "remark"),
)
"""The fields that a line has and no setting; some are another way to say one that is."""

_ONE_CAMERA: Final = ("model", "part_number", "description")

_OVERRIDABLE: Final = (
    *(field for field in ASKED if field not in (*_OF_LINES, *_ONE_CAMERA)),
    "done",
)
"""What a setting may say against lines; which camera a line is about, only it says itself."""

SETTINGS: Final = (*_ONE_CAMERA, *_OVERRIDABLE, "strict", "override")
"""What may hold for all lines; `http` says what a column `http_off` says of a line."""


def defaults_of(settings: Mapping[str, object]) -> Request:
    """Return what holds for lines that do not say, from fields of `SETTINGS` and their values.

    Ports are numbers, what is so or not is `True` or `False`; `certificate_names` and `done` are
    words, `option` maps names to values; all else is text. Raises `UsageError` for a field or a
    value that no line can have.
    """
    for field, value in settings.items():
        if field not in SETTINGS:
            raise UsageError(
                f"a list has no setting {field!r}; it has {', '.join(SETTINGS)}",
                code="unknown-option",
            )
        if field == "override":
            continue
        if value is not None and (wanted := _not_fitting(field, value)):
            several = value if isinstance(value, (list, tuple)) else (value,)
            text = f"{word(field)} {', '.join(map(repr, several))}: {wanted}"
            raise UsageError(text, code="bad-value", option=field)
    said: dict[str, Any] = {
        SITE_FIELD.get(field, field): masked_document(value)
        for field, value in settings.items()
        if field != "override" and value is not None and value != ""
    }
    if "options" in said:
        said["options"] = tuple(said["options"].items())
    for field in ("certificate_names", "done"):
        if field in said:
            said[field] = tuple(said[field])
    facts = {field: said.pop(field) for field in Site._fields if field in said}
    return Request(**said, site=Site(**facts))


def overridden_by(settings: Mapping[str, object]) -> tuple[str, ...]:
    """Return the settings that win over what lines say: those that `override` names.

    Raises `UsageError` for one that does not exist, and for one that is not set.
    """
    names = settings.get("override") or ()
    if isinstance(names, str) or not isinstance(names, (list, tuple)):
        raise UsageError(
            f"override {names!r}: write any of {', '.join(_OVERRIDABLE)}",
            code="bad-value",
            option="override",
        )
    for name in names:
        if name not in _OVERRIDABLE:
            raise NoSuchChoice("override", name, _OVERRIDABLE)
        if settings.get(name) in (None, "", [], (), {}):
            raise UsageError(
                f"{word(name)} cannot win over the list: nothing was said of it",
                code="nothing-to-override",
                option="override",
            )
    return tuple(dict.fromkeys(names))


def passed_over(overridden: Sequence[str]) -> frozenset[str]:
    """Return the fields of lines that say nothing where these settings win over them."""
    fields = set(overridden)
    for setting, others in _SAYS_SAME.items():
        if setting in fields:
            fields |= set(others)
    return frozenset(fields)


def settings_of(site: Site) -> dict[str, object]:
    """Return what is said of a site as fields of `SETTINGS`; `defaults_of` reads them back."""
    said = {name: value for name, value in site._asdict().items() if value not in (None, ())}
    options = said.pop("options", None)
    return {**said, "option": dict(options)} if options else said


def _not_fitting(field: str, value: object) -> str | None:
    """Return what a setting has to be instead of this value, None if it fits."""
    if field in ("port", "https_port"):
        return None if type(value) is int and is_port(value) else NO_PORT
    if field in ("nat", "as_shipped", "https_on", "video_on", "address_changed", "strict"):
        return None if isinstance(value, bool) else "write true or false"
    if field in WORDS:
        words = WORDS[field]
        if field in ("certificate_names", "done"):
            given = value if isinstance(value, (list, tuple)) else None
            right = given is not None and all(one in words for one in given)
            return None if right else f"write any of {', '.join(words)}"
        return None if value in words else f"write {any_of(words)}"
    if field == "option":
        right = isinstance(value, Mapping) and all(
            isinstance(part, str) for pair in value.items() for part in pair
        )
        return None if right else "write names with values"
    return None if isinstance(value, str) else "write text"


_SAYS_SAME: Final[dict[str, tuple[str, ...]]] = {
    "recorder": OF_RECORDER,
    "plugin": ("driver_family",),
    "http": ("http_off",),
    "done": ("tasks_done",),
    "firmware": ("firmware_build", "found_firmware"),
}
"""Per setting the fields of lines that mean the same, or mean nothing without the old value."""
