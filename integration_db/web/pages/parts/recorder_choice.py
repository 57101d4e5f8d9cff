"""Recorder and plugin as one choice, and what a form offers for them: settings and options.

In an address recorder and plugin stay two names, as on the command line; the form's field `via` is
taken apart. Which settings and options there are, the recorder's file says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from integration_db.catalog import Catalog
from integration_db.catalog.queries.context import CAMERA_ALONE, Context
from integration_db.catalog.queries.recorders import Option, optional_checks, symbols_of
from integration_db.errors import NotFound
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.prediction import Shows
from integration_db.prediction.setting import Setting

VIA: Final = "via"
"""The name of the form's field for both."""
RECORDER_FIELDS: Final = ("plugin", "recorder", "recorder_version")
"""What is said of the reader's recorder: asked once, kept in the address of every page."""
OF_A_RECORDER: Final = frozenset({"protocol", "option", "symbol"})
"""What a form may say that another recorder does not know."""
_BETWEEN: Final = " › "


class RecorderChoices(NamedTuple):
    """A recorder, and its plugins, each with what the form sends for it."""

    recorder: str
    plugins: tuple[tuple[str, str], ...]


class Chosen(NamedTuple):
    """What a form offers beside a recorder and its plugin: its menu, its options, its symbols."""

    recorder: str | None
    settings: tuple[Setting, ...]
    options: tuple[Option, ...]
    shows: Shows

    @property
    def without_port(self) -> tuple[str, ...]:
        """Return the labels of the settings that have no field for a port."""
        return tuple(one.label for one in self.settings if not one.port_editable)


def recorder_choices(catalog: Catalog) -> tuple[RecorderChoices, ...]:
    """Return the choices, the usual recorder first."""
    return tuple(
        RecorderChoices(
            recorder.name,
            tuple(
                (recorder.name + _BETWEEN + one.name, one.name)
                for one in catalog.plugins_of(recorder)
            ),
        )
        for recorder in catalog.recorders()
    )


def chosen(catalog: Catalog, values: Mapping[str, object]) -> Chosen:
    """Return what a form offers for the recorder that its values mean.

    For one that nobody knows, nothing: the form says so beside its field.
    """
    named = {name: values[name] for name in ("recorder", "plugin") if name in values}
    try:
        context = catalog.select(**named).context
    except NotFound:
        context = CAMERA_ALONE
    return offered(context)


def offered(context: Context) -> Chosen:
    """Return what a form offers for a recorder's side."""
    recorder, plugin = context.recorder, context.plugin
    return Chosen(
        recorder.name if recorder else None,
        context.settings,
        (
            *(plugin.options if plugin else ()),
            *optional_checks(view.side for view in context.views),
        ),
        symbols_of(recorder),
    )


def apart(values: Mapping[str, str], usual: str) -> dict[str, str]:
    """Return the values with recorder and plugin under their own names.

    The usual recorder is left out where a plugin is named, as it is the one that is meant.
    """
    options = dict(values)
    via = options.pop(VIA, None)
    if via is None:
        return options
    recorder, _, plugin = via.partition(_BETWEEN)
    options.pop("plugin", None)
    options["recorder"] = recorder
    if plugin:
        options["plugin"] = plugin
        if recorder == usual:
            del options["recorder"]
    return options


def kept(values: Mapping[str, object]) -> dict[str, str]:
    """Return of an address, or of a form, what is said of the reader's recorder."""
    return {name: str(values[name]) for name in RECORDER_FIELDS if name in values}


def together(values: Mapping[str, str], usual: str) -> str:
    """Return what the form sends for these values; empty where neither is said."""
    plugin, recorder = values.get("plugin"), values.get("recorder")
    if plugin is None:
        return recorder or ""
    return (recorder or usual) + _BETWEEN + plugin
