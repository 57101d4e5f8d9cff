"""The recorders of a list: what each one tries with its settings, and how it shows the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from integration_db.named_tuple import NamedTuple
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import USUAL_PORTS
from integration_db.report.digest import LineGroup
from integration_db.vocabulary import Level


class Menu(NamedTuple):
    """The settings of a recorder, or of one of its plugins, and the recorder's symbols by level."""

    name: str
    settings: tuple[Setting, ...]
    shows: Mapping[Level, str]


def menus_of(groups: Iterable[LineGroup]) -> list[Menu]:
    """Return the menus from which the settings of a list are chosen, each once."""
    menus: dict[str, Menu] = {}
    for group in groups:
        answer = group.assessment.answer
        recorder = answer.question.recorder if answer is not None else None
        if answer is None or recorder is None:
            continue
        plugin = answer.question.plugin
        own = plugin is not None and plugin.own_settings
        name = f"{recorder.name}, {plugin.name} plugin" if own and plugin else recorder.name
        menus[name] = Menu(name, answer.question.side.settings, answer.question.side.shows)
    return list(menus.values())


def tries_words(setting: Setting) -> str:
    """Return what the recorder tries with a setting."""
    tried = ", then ".join(f"{scheme.upper()} on {USUAL_PORTS[scheme]}" for scheme in setting.tries)
    return f"{tried}; the port {'can be set' if setting.port_editable else 'is fixed'}"


def ends_words(setting: Setting) -> str:
    """Return what the recorder does where nothing encrypted answers."""
    if not setting.encrypts:
        return "nothing is encrypted"
    return "it goes on in clear" if setting.in_clear else "it does not connect"
