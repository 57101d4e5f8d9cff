"""What a reader may do who knows better: keep what was measured, or tell the keepers of the data.

The facts of the page are filled in, with places in capitals for what only the reader knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from integration_db.catalog.profile import Profile
from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import CAPABILITY, support_words
from integration_db.text.sentences import capital, range_words
from integration_db.vocabulary import CAPABILITIES


class Correction(NamedTuple):
    """What an observation of a camera says, as far as it is known, and a text for a contribution.

    Without a recorder, what was seen is of the camera alone; without symbols, in words.
    """

    camera: str
    recorder: str | None
    version: str
    plugin: str
    setting: str
    has_symbols: bool
    text: str


def correction_of(profile: Profile, kept: Mapping[str, str], data_version: str) -> Correction:
    """Return what corrects a camera's page; `kept` is what it says of the reader's recorder."""
    question, best = profile.answer.question, profile.answer.prediction
    recorder = question.recorder.name if question.recorder else None
    version, plugin = kept.get("recorder_version", "VERSION"), kept.get("plugin", "PLUGIN")
    return Correction(
        question.camera_name,
        recorder,
        version,
        plugin,
        best.setting.id if best else "SETTING",
        bool(best and best.shows),
        "\n".join(
            [
                f"Camera: {question.camera_name}",
                "Firmware: FIRMWARE",
                f"Recorder: {recorder or 'RECORDER'}",
                f"Recorder version: {version}",
                f"Plugin: {plugin}",
                "",
                f"What the catalogue says (data version {data_version}):",
                *_said(profile),
                "",
                "What is so instead:",
                "How it was seen, or where it is written (address, page):",
                "Seen on (date):",
            ]
        ),
    )


def _said(profile: Profile) -> list[str]:
    answer = profile.answer
    lines = [f"- {answer.verdict.text}"] if answer.verdict is not None else []
    for span in profile.intervals:
        values = [
            f"{capital(CAPABILITY[one.name].name)}: {support_words(one.name, one.of(span.answers))}"
            for one in CAPABILITIES
        ]
        lines.append(f"- Firmware {range_words(span.clauses)}: {'; '.join(values)}")
    used = dict.fromkeys(one.source for one in profile.statements)
    lines.append(f"- Sources: {', '.join(used) or 'none'}")
    return lines
