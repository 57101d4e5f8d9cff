"""A list that is sent to be checked, as JSON."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Field, RootModel

from integration_db.check import FIELDS
from integration_db.text.labels import HELP
from integration_db.text.sentences import any_of
from integration_db.vocabulary import REQUIREMENTS
from integration_db.web.api.parameters import SiteParameters, TextParameter
from integration_db.web.middleware.limits import MOST_ENTRIES


class HeadingMap(RootModel[Annotated[dict[str, str], Field(max_length=100)]]):
    """Headings of a list, each with the field that it is."""


class CheckSettings(SiteParameters):
    """What holds for lines of a list that do not say: the options of `check`."""

    require: TextParameter = Field(
        "control",
        description=f"What a line must reach: {any_of(REQUIREMENTS)}, or the recorder's symbol.",
    )
    recorder: TextParameter | None = Field(None, description=HELP["recorder"])
    recorder_version: TextParameter | None = Field(None, description=HELP["recorder_version"])
    plugin: TextParameter | None = Field(None, description=HELP["plugin"])
    protocol: TextParameter | None = Field(None, description=HELP["protocol"])
    protocol_today: TextParameter | None = Field(None, description=HELP["protocol_today"])
    manufacturer: TextParameter | None = Field(None, description="The manufacturer.")
    override: list[str] = Field(
        [],
        max_length=100,
        description="What the parameters of these names say wins over the lines.",
    )

    def settings(self) -> dict[str, Any]:
        """Return what holds for lines that do not say."""
        said = self.model_dump(include=_FOR_LINES, exclude_none=True)
        settings = {name: value for name, value in said.items() if value != []}
        if self.option:
            settings["option"] = dict(self.site().options)
        return settings


_FOR_LINES: Final = {*CheckSettings.model_fields} - {"require"}


class CheckedList(CheckSettings):
    """A list to check as JSON, and what holds for lines that do not say."""

    lines: Annotated[list[Any], Field(min_length=1, max_length=MOST_ENTRIES)] = Field(
        description="The lines; each an object of headings to values, as in a file's header: "
        "Manufacturer, Model, Part Number, Firmware, Qty, Plugin, Protocol, Port, Name ..."
    )
    map: HeadingMap = Field(HeadingMap({}), description=f"Headings to fields: {', '.join(FIELDS)}.")

    @property
    def mapped(self) -> dict[str, str]:
        """Return the fields by the headings that are meant."""
        return self.map.root
