"""Accepted lines: who said that a line may fall short, why, and until when.

    waivers:
      - model: "Axis P3245-LVE"
        name: "Lobby"                  # only this camera
        reason: "replaced in spring"
        expires: 2027-03-31            # the last day on which it holds
      - model: "SBP-*"                 # whatever begins so
        reason: "mounts"
        expires: 2027-03-31
      - subject: "unclear"             # whatever the list says there
        reason: "asked the supplier"
        expires: 2027-03-31

A waiver never changes an answer. It only says that the line does not count as failed, and it
stops saying so by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from glob import escape
from typing import TYPE_CHECKING, Any, Final

from integration_db.errors import FileProblems, Problem, WaiverError
from integration_db.named_tuple import NamedTuple
from integration_db.names import loose_key
from integration_db.text.secrets import masked
from integration_db.text.sentences import any_of
from integration_db.vocabulary import SUBJECTS, UNMET

if TYPE_CHECKING:
    from integration_db.seed.yaml_text import Where


SELECTING: Final = (
    *("manufacturer", "model", "firmware", "name", "ip", "line", "position", "sheet", "subject"),
    "status",
)
"""What a waiver may say of the lines that it is for; all of it must hold."""

_NARROW: Final = ("line", "position", "ip", "name", "model", "manufacturer", "subject")
"""The entries one of which a waiver must have, those that fewest lines share first."""
_WORDS: Final[Mapping[str, Sequence[str]]] = {"subject": SUBJECTS, "status": UNMET}
"""The entries whose values are closed words; in the others `*` stands for any text."""
_STAR: Final = "*"
_ANY: Final = ("", "")
"""Where a waiver is kept that has none of them in full."""
_KEYS: Final = (*SELECTING, "reason", "expires")


class Waiver(NamedTuple):
    """Lines that are accepted as they are, until the day `expires`, which is included.

    `wanted` maps entries of `SELECTING` to the text that a line must have there; `*` in it stands
    for any text.
    """

    wanted: tuple[tuple[str, str], ...]
    reason: str
    expires: date

    def expired(self, today: date) -> bool:
        """Whether the waiver is over."""
        return today > self.expires

    def covers(self, facts: Mapping[str, Sequence[str]]) -> bool:
        """Whether a line is meant; `facts` holds, per entry of `SELECTING`, what the line has."""
        return all(
            any(
                fnmatchcase(_key(field, has), _pattern(field, text)) for has in facts.get(field, ())
            )
            for field, text in self.wanted
        )

    @property
    def words(self) -> str:
        """Return the waiver as people read it."""
        return f"{self.reason} (until {self.expires.isoformat()})"

    @property
    def subject(self) -> str:
        """Return which lines are meant, as text."""
        return ", ".join(f"{field} {text}" for field, text in self.wanted)


class WaiverIndex:
    """The waivers of one list, found by what they are for, so that many cost no more than few."""

    def __init__(self, waivers: Sequence[Waiver]) -> None:
        self._waivers: dict[tuple[str, str], list[tuple[int, Waiver]]] = {}
        for place, waiver in enumerate(waivers):
            wanted = dict(waiver.wanted)
            whole = (field for field in _NARROW if _STAR not in wanted.get(field, _STAR))
            field = next(whole, None)
            key = (field, _key(field, wanted[field])) if field else _ANY
            self._waivers.setdefault(key, []).append((place, waiver))

    def covering(self, facts: Mapping[str, Sequence[str]]) -> list[Waiver]:
        """Return the waivers that a line is meant by, in the order of the list of waivers."""
        keys = {(field, _key(field, has)) for field in _NARROW for has in facts.get(field, ())}
        near = [pair for key in (_ANY, *keys) for pair in self._waivers.get(key, ())]
        return [waiver for _, waiver in sorted(near) if waiver.covers(facts)]


def _key(field: str, text: str) -> str:
    """Return a text as it is compared: `1.10` and `11.0` are one name and two positions."""
    return text.strip().rstrip(".").casefold() if field == "position" else loose_key(text)


@lru_cache(maxsize=4096)
def _pattern(field: str, text: str) -> str:
    """Return what the key of a line's text must fit, each star apart."""
    if field == "position":
        return _STAR.join(map(escape, _key(field, text).split(_STAR)))  # the dot of `1.*` stays
    return _STAR.join(escape(loose_key(part)) for part in text.split(_STAR))


def read_waivers(path: str, data: bytes) -> tuple[Waiver, ...]:
    """Return the waivers in a YAML file. Raises `WaiverError` with every problem and its place."""
    from integration_db.seed import yaml_text  # only who has waivers waits for YAML

    try:
        content = yaml_text.read_yaml(path, data)
    except FileProblems as refused:
        raise WaiverError(refused.problems) from None
    problems: list[Problem] = []

    def refuse(where: Where, code: str, text: str) -> None:
        place = yaml_text.positions(data).get(where) or yaml_text.Place(1, 1)
        problems.append(Problem(path, place.line, place.column, code, masked(text)))

    entries = content.get("waivers") if isinstance(content, dict) else content
    if isinstance(content, dict):
        for key in content:
            if key != "waivers":
                refuse((key,), "W001", f"unknown key {key!r}; the file has one key, waivers")
    base: Where = ("waivers",) if isinstance(content, dict) else ()
    waivers = []
    if entries is not None and not isinstance(entries, list):
        refuse(base, "W001", "waivers must be a list")
    elif entries:
        for number, entry in enumerate(entries):
            waiver = _waiver(entry, (*base, number), refuse)
            if waiver is not None:
                waivers.append(waiver)
    if problems:
        raise WaiverError(problems)
    return tuple(waivers)


def _waiver(entry: Any, where: Where, refuse: Callable[[Where, str, str], None]) -> Waiver | None:
    """Return the waiver that an entry of the file is, None where it was refused."""
    if not isinstance(entry, dict):
        refuse(where, "W001", "a waiver is a mapping with model, reason and expires")
        return None
    sound = True
    for key, value in entry.items():
        if key not in _KEYS:
            refuse((*where, key), "W001", f"unknown key {key!r}; one of {', '.join(_KEYS)}")
            sound = False
        elif not isinstance(value, str) or not value.strip():
            refuse((*where, key), "W002", f"{key} must be text")
            sound = False
        elif key in _WORDS and value not in _WORDS[key]:
            text = f"{key} {value!r}: choose one of {', '.join(_WORDS[key])}"
            refuse((*where, key), "W004", text)
            sound = False
        elif _STAR in value and key in SELECTING and not _pattern(key, value).strip(_STAR):
            refuse((*where, key), "W004", f"{key} {value!r} would be every line: say more of it")
            sound = False
    for key in ("reason", "expires"):
        if key not in entry:
            refuse(where, "W003", f"a waiver needs {key!r}")
            sound = False
    if not set(_NARROW) & set(entry):
        refuse(where, "W003", f"a waiver needs {any_of(_NARROW)}")
        sound = False
    if not sound:
        return None
    try:
        expires = date.fromisoformat(str(entry["expires"]).strip())
    except ValueError:
        refuse((*where, "expires"), "W004", f"expires {entry['expires']!r}: write YYYY-MM-DD")
        return None
    wanted = tuple((key, masked(str(entry[key]).strip())) for key in SELECTING if key in entry)
    return Waiver(wanted, masked(str(entry["reason"]).strip()), expires)
