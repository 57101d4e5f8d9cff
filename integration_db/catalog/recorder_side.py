"""The recorder's side of a question: which recorder, plugin and version are meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from integration_db.catalog.queries.recorders import (
    Advisory,
    Option,
    Plugin,
    Recorder,
    advisory_notes,
    menu_of,
    option_of,
    setting_of,
    symbols_of,
)
from integration_db.errors import PortNotAllowed, UsageError
from integration_db.firmware import Firmware
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.note import Note
from integration_db.prediction.prediction import Shows
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import Site
from integration_db.text.sentences import any_of, capital, word


class RecorderSide(NamedTuple):
    """A recorder with the plugin and the version of it that are meant.

    Without a recorder the question is about the camera alone. `plugin_written` is the name of a
    plugin that the catalogue lacks: it counts as none, and `unlisted` says so. `version` is what is
    answered about; where none was `version_said`, `version_from` is the first one that is meant.
    """

    recorder: Recorder | None = None
    plugin: Plugin | None = None
    plugin_written: str | None = None
    version: Firmware | None = None
    version_said: bool = False
    version_from: str | None = None
    unlisted: str = ""

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Return the menu from which a setting is chosen."""
        return menu_of(self.recorder, self.plugin) if self.recorder is not None else ()

    @property
    def options(self) -> tuple[Option, ...]:
        """Return the plugin's other choices."""
        return self.plugin.options if self.plugin else ()

    @property
    def shows(self) -> Shows:
        """Return the recorder's symbols by level; a recorder without symbols has none."""
        return symbols_of(self.recorder)

    @property
    def whose(self) -> str:
        """Return a name for whose menu it is."""
        if self.plugin is not None:
            return f"the {self.plugin.name} plugin of {self.plugin.recorder.name}"
        return self.recorder.name if self.recorder else ""

    def notes(self, manufacturer: str, advisories: Iterable[Advisory]) -> tuple[Note, ...]:
        """Return what holds beside every prediction for a maker's cameras.

        It is of the plugin, and of the recorder, whose `advisories` are given.
        """
        return tuple(self._notes(manufacturer, advisories))

    def _notes(self, manufacturer: str, advisories: Iterable[Advisory]) -> Iterator[Note]:
        if self.recorder is None:
            return
        recorder = self.recorder.name
        if self.plugin is not None:
            if not self.plugin.accepts(manufacturer):
                makers = any_of(self.plugin.manufacturers)
                text = f"{capital(self.whose)} takes cameras of {makers} only."
                yield Note("other_maker", text)
            for change in self.plugin.changes:
                text = f"{recorder} changes the camera: {change.text}."
                yield Note("recorder_changes_camera", text)
        elif self.plugin_written is not None:
            yield Note("plugin_not_listed", self.unlisted)
        else:
            text = f"No plugin was named: this is what {recorder} as a whole is known to do."
            yield Note("no_plugin_named", text)
        yield from advisory_notes(advisories, self.version)
        if self.recorder.note:
            yield Note("recorder", f"{recorder}: {self.recorder.note}")

    def setting(self, written: str | None) -> Setting | None:
        """Return the setting that is meant. Raises `UsageError` for one that is not there."""
        if written is None:
            return None
        return setting_of(self.settings, written, self.whose)

    def check_port(self, setting: Setting | None, site: Site) -> None:
        """Raise `PortNotAllowed`, with the settings that would take it, for a port that is none."""
        try:
            if setting is not None:
                setting.attempts(site)
        except PortNotAllowed as error:
            others = tuple([one.id for one in self.settings if one.port_editable])
            raise PortNotAllowed(error.message, suggestions=others) from None

    def site(self, site: Site, checks: tuple[Option, ...] = ()) -> Site:
        """Return a site with the options as the catalogue spells them. Raises `UsageError`.

        `checks` are those of a certificate that are a choice here, and so options too.
        """
        if not site.options:
            return site
        chosen: dict[str, str] = {}
        for written, value in site.options:
            name, one = option_of((*self.options, *checks), written, value, self.whose)
            if chosen.setdefault(name, one) != one:
                raise UsageError(
                    f"option {name} is said to be {chosen[name]!r} and {one!r}: it is one of them",
                    code="bad-value",
                    option="option",
                )
        return site._replace(options=tuple(sorted(chosen.items())))


CAMERA_ALONE: Final = RecorderSide()


def refuse_recorder_parts(
    plugin: str | None, version: str | None, protocol: str | None, site: Site
) -> None:
    """Raise `UsageError` for what only a recorder can have, in a question about a camera alone."""
    given = {
        "plugin": plugin,
        "recorder_version": version,
        "protocol": protocol,
        "port": site.port,
        "option": ", ".join(f"{name}={value}" for name, value in site.options) or None,
    }
    for name, value in given.items():
        if value is not None:
            raise UsageError(
                f"{word(name)} {value!r} goes with a recorder, and the question is about the "
                "camera alone",
                code="nothing-to-go-with",
                option=name,
            )
