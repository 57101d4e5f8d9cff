"""A unit put in place of another one of its model: what differs, and what a reset undoes."""

from __future__ import annotations

from typing import Final

from integration_db.catalog.answer import Answer
from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import CAPABILITY, LEVEL, support_words
from integration_db.text.sentences import any_of
from integration_db.vocabulary import CAPABILITY_NAMES, Level


class Swap(NamedTuple):
    """The answers for the unit that goes, and for the one that comes, to one question."""

    before: Answer
    after: Answer

    @property
    def capabilities(self) -> dict[str, tuple[str, str]]:
        """Return the capabilities that differ, each with both values."""
        pairs = zip(self.before.capabilities, self.after.capabilities, strict=True)
        return {
            name: pair
            for name, pair in zip(CAPABILITY_NAMES, pairs, strict=True)
            if len(set(pair)) > 1
        }

    @property
    def levels(self) -> dict[str, tuple[tuple[Level, ...], tuple[Level, ...]]]:
        """Return by setting the levels after the tasks that differ, for both units."""
        pairs = zip(self.before.predictions, self.after.predictions, strict=True)
        return {
            old.setting.id: (old.after.levels, new.after.levels)
            for old, new in pairs
            if old.after.levels != new.after.levels
        }

    @property
    def sentences(self) -> list[str]:
        """Return what differs, and what has to be done again, as sentences."""
        told = [
            f"{CAPABILITY[name].name}: {support_words(name, old)} before, "
            f"{support_words(name, new)} now."
            for name, (old, new) in self.capabilities.items()
        ]
        labels = {p.setting.id: p.setting.label for p in self.after.predictions}
        for setting, (old, new) in self.levels.items():
            told.append(f"{labels[setting]}: {_words(old)} before, {_words(new)} now.")
        if not told:
            told.append("The two firmware versions answer alike.")
        told.append(_RESET)
        return told

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "firmware": self.before.question.firmware_said,
            "capabilities": {name: list(pair) for name, pair in self.capabilities.items()},
            "levels": {name: [list(one) for one in pair] for name, pair in self.levels.items()},
            "text": self.sentences,
        }


def _words(levels: tuple[Level, ...]) -> str:
    return any_of(LEVEL[level].name for level in levels)


_RESET: Final = (
    "A unit in factory state has none of what was set up on the old one: certificate, switches for "
    "HTTPS and encrypted video, clock and ports have to be done again."
)
