"""Predictions as JSON, written once for all cameras and firmware that differ in name only.

Most cameras of a maker answer the same, and so does all firmware of a stretch. An answer is
written with marks in place of the names that tell such questions apart, and kept; for the next
question of the sort only its names are put in. The bytes are those of `predicted(...).to_dict()`
as JSON: no rule of an answer looks at how a camera or a firmware is spelled.
"""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from integration_db.catalog.answer import Answer, prediction_object
from integration_db.catalog.explanation import is_newer
from integration_db.catalog.predicted import Predicted, peers_written, predicted
from integration_db.evidence.cells import regions_for
from integration_db.evidence.firmware_span import firmware_wish
from integration_db.firmware import Firmware, parse_firmware
from integration_db.prediction.prediction import Prediction
from integration_db.text.json_text import json_text
from integration_db.vocabulary import Answers, FirmwareWish, MatchLevel

if TYPE_CHECKING:
    from integration_db.catalog.catalog import Catalog
    from integration_db.catalog.grounds import GroundedTask
    from integration_db.catalog.peers import Peers

REMEMBERED: Final = 4096
"""How many answers are kept; each is some 6 kB, its predictions apart."""

DIFFERENT: Final = 1024
"""How many predictions are kept that differ, each some 3 kB: thousands of cameras share some."""

_MARKS: Final = tuple([f"\ufdd0{secrets.token_hex(8)}" for _ in range(6)])
"""What stands for the names in an answer that is kept. Nobody can write one: it is drawn by lot."""

*_NAMES, _PREDICTIONS = _MARKS
_LEVEL, _WRITTEN, _RULE, _MODEL, _FIRMWARE = _NAMES

_PLAIN: Final = [encode_basestring_ascii(mark)[1:-1] for mark in _NAMES]
_SHOWN: Final = [encode_basestring_ascii(repr(mark))[1:-1] for mark in _NAMES]
_ANY_MARK: Final = re.compile("(" + "|".join(map(re.escape, (*_SHOWN, *_PLAIN))) + ")")
"""A mark in JSON: as it is, or as Python shows it, with its quotation marks."""
_PLACES: Final = {mark: number for number, mark in enumerate((*_PLAIN, *_SHOWN))}

CutAnswer: TypeAlias = tuple[bytes | int, ...]
"""JSON, cut where names go, which are told by number.

The number is a name's place, or that and the count of names where Python shows it.
"""


class WrittenAnswers:
    """The predictions of one open catalogue as text."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._groups: OrderedDict[object, _Group] = OrderedDict()
        self._predictions: dict[object, CutAnswer] = {}
        self._room = REMEMBERED

    def body(
        self,
        model: str,
        *,
        manufacturer: str | None = None,
        firmware: str | None = None,
        hardware_version: str | None = None,
        replaces: str | None = None,
        **options: Any,
    ) -> bytes:
        """Return `predicted` with the same arguments as lines of JSON. Raises as it does."""
        match = self.catalog.resolve(model, manufacturer)
        options["hardware_version"] = hardware_version or match.hardware_version
        others: dict[str, Any] = {"manufacturer": manufacturer, "firmware": firmware}
        by_plugin = options.get("plugin") is None and options.get("recorder") is not None
        if not match.resolved or replaces is not None or by_plugin:
            asked = {**others, **options, "replaces": replaces}
            return _lines(predicted(self.catalog, model, **asked))
        _, camera = self.catalog.model(model, manufacturer)
        said: Firmware | FirmwareWish | None = firmware_wish(firmware)
        if firmware is not None and said is None:
            said = parse_firmware(firmware, manufacturer=camera.manufacturer, scheme=camera.scheme)
        key = (camera.alike, *options.items())
        group = self._groups.get(key)
        kept = group.answer_at(said) if group is not None else None
        if kept is None:
            answer = self.catalog.predict(model, **others, **options)
            if _quotes(answer):
                peers = self.catalog.peers_of(camera, answer.camera)
                return _lines(Predicted(answer, None, (), peers))
            kept = self._keep(key, answer, said)
        elif group is not None:
            self._groups.move_to_end(key)
        raw = said.raw if isinstance(said, Firmware) else ""
        names = (match.level, match.written, match.rule, camera.name, raw)
        return kept.with_names(names, self.catalog.peers_of(camera, kept.values))

    def _keep(self, key: object, answer: Answer, said: Firmware | FirmwareWish | None) -> _Kept:
        """Keep an answer; forget the oldest ones where there is no room."""
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(answer)
        kept = group.add(said, _Kept(self._cut(answer), answer.camera))
        self._room -= 1
        while self._room < 0 and len(self._groups) > 1:
            _, oldest = self._groups.popitem(last=False)
            self._room += len(oldest)
        return kept

    def _cut(self, answer: Answer) -> CutAnswer:
        """Return an answer without its end, with marks for its names."""
        question = answer.question
        firmware, match = question.firmware, question.match
        question = question._replace(
            match=match._replace(level=cast(MatchLevel, _LEVEL), written=_WRITTEN, rule=_RULE),
            model=question.model._replace(name=_MODEL),
            firmware=firmware._replace(raw=_FIRMWARE) if firmware else None,
        )
        answer = answer.asked_as(question)
        text = json_text(answer.object_with(_PREDICTIONS)).removesuffix("\n}")
        before, after = text.split(encode_basestring_ascii(_PREDICTIONS))
        parts = [self._cut_prediction(*one) for one in answer.grounded_predictions]
        if not parts:
            return _cut(f"{before}[]{after}")
        listed = [part for one in parts for part in (_NEXT, *one)][1:]
        return (*_cut(f"{before}[\n    "), *listed, *_cut(f"\n  ]{after}"))

    def _cut_prediction(self, prediction: Prediction, tasks: tuple[GroundedTask, ...]) -> CutAnswer:
        """Return a prediction as it stands in an answer: most of its bytes, and few differ."""
        key = (prediction[:_SAID], tuple(prediction.shows.items()), tasks)
        known = self._predictions.get(key)
        if known is None:
            if len(self._predictions) >= DIFFERENT:
                self._predictions.clear()
            known = _cut(json_text(prediction_object(prediction, tasks), 2))
            self._predictions[key] = known
        return known


_SAID: Final = Prediction._fields.index("best")
"""So many values of a prediction, the first ones, stand in its object; and what it shows."""

_NEXT: Final = b",\n    "
"""What stands between two predictions."""


def _lines(answer: Predicted) -> bytes:
    return f"{json_text(answer.to_dict())}\n".encode()


def _cut(text: str) -> CutAnswer:
    """Return JSON cut at the marks in it."""
    parts = [_PLACES.get(part, part) for part in _ANY_MARK.split(text)]
    return tuple([part.encode() if isinstance(part, str) else part for part in parts])


def _quotes(answer: Answer) -> bool:
    """Whether an answer has a sentence about what was asked that does not only name it."""
    return any(note.code == "hardware_not_listed" for note in answer.notes)


class _Group:
    """The answers for cameras that are alike, asked about with the same options."""

    def __init__(self, first: Answer) -> None:
        self.cells = first.dossier.cells
        said = [s.verified_on for s in first.dossier.statements if s.layer != "plugin"]
        self.checked_on = tuple(dict.fromkeys(text for text in said if text is not None))
        self._answers: dict[object, _Kept] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def answer_at(self, said: Firmware | FirmwareWish | None) -> _Kept | None:
        """Return the answer for a firmware, if it is kept."""
        return self._answers.get(self._place(said))

    def add(self, said: Firmware | FirmwareWish | None, kept: _Kept) -> _Kept:
        """Keep an answer for this firmware, and all that lies with it."""
        self._answers[self._place(said)] = kept
        return kept

    def _place(self, said: Firmware | FirmwareWish | None) -> object:
        """Return what firmware has in common for which these cameras answer the same."""
        if not isinstance(said, Firmware):
            return said
        newer = tuple([is_newer(said, text) for text in self.checked_on])
        return said.lineage, said.reason, regions_for(self.cells, said), newer


class _Kept:
    """An answer without its end; `values` are those of the camera by itself."""

    __slots__ = ("_names", "_parts", "values")

    def __init__(self, cut: CutAnswer, values: Answers) -> None:
        self._parts = cut
        self._names = [(at, part) for at, part in enumerate(cut) if isinstance(part, int)]
        self.values = values

    def with_names(self, names: Sequence[str], peers: tuple[Peers, ...]) -> bytes:
        """Return the whole answer with these names and peers put in."""
        written = [encode_basestring_ascii(name)[1:-1].encode() for name in names]
        parts: list[Any] = list(self._parts)
        for at, number in self._names:
            if number < len(written):
                parts[at] = written[number]
            else:
                shown = repr(names[number - len(written)])
                parts[at] = encode_basestring_ascii(shown)[1:-1].encode()
        parts.append(_end(peers))
        return b"".join(parts)


@lru_cache(maxsize=REMEMBERED)
def _end(peers: tuple[Peers, ...]) -> bytes:
    """Return the end of an answer, which is its peers."""
    return f',\n  "peers": {json_text(peers_written(peers), 1)}\n}}\n'.encode()
