"""Rules about patterns of names: each can be read, keeps to its examples and to its cameras."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from integration_db.named_tuple import NamedTuple
from integration_db.names import exact_key, loose_key
from integration_db.names.grammar import (
    BadPattern,
    fits,
    fits_key,
    heads,
    names_camera,
    parse_pattern,
    readings,
)
from integration_db.names.index import PatternKind
from integration_db.seed.rules.rule import Complaints, Rule, View
from integration_db.seed.yaml_text import Where

if TYPE_CHECKING:
    from integration_db.seed.reading import File
    from integration_db.seed.shapes import PatternRecord


class _Written(NamedTuple):
    """A pattern in its file: of which maker, of which series if of one, and what it is for."""

    file: File[Any]
    where: Where
    record: PatternRecord
    maker: str
    series: str | None
    kind: PatternKind


class _Listed(NamedTuple):
    """A model's name as patterns see it, with the loose keys of itself, its maker and series."""

    key: str
    loose: str
    maker: str
    series: str
    name: str
    shown: str


def _patterns(view: View) -> Iterator[_Written]:
    for maker in view.seed.manufacturers:
        own = loose_key(maker.record.name)
        for n, pattern in enumerate(maker.record.patterns):
            yield _Written(maker, ("patterns", n), pattern, own, None, "camera")
        for n, pattern in enumerate(maker.record.written):
            yield _Written(maker, ("written", n), pattern, own, None, "written")
        for n, pattern in enumerate(maker.record.other_products):
            yield _Written(maker, ("other_products", n), pattern, own, None, "product")
        for n, pattern in enumerate(maker.record.other_devices):
            yield _Written(maker, ("other_devices", n), pattern, own, None, "device")
    for file in view.seed.cameras:
        own, series = loose_key(file.record.manufacturer), loose_key(file.record.series)
        for n, pattern in enumerate(file.record.patterns):
            yield _Written(file, ("patterns", n), pattern, own, series, "camera")


def _readable(view: View) -> Iterator[_Written]:
    """Yield the patterns that the rule of unreadable ones has nothing to say about."""
    for written in _patterns(view):
        if _mistake(written) is None:
            yield written


def _mistake(written: _Written) -> str | None:
    pattern = written.record.pattern
    try:
        parse_pattern(pattern)
    except BadPattern as error:
        return f"pattern {pattern!r} {error}"
    if names_camera(pattern) == (written.kind != "written"):
        return None
    if written.kind != "written":
        return f"pattern {pattern!r} holds <name>: what stands around names belongs under written"
    return f"pattern {pattern!r} lacks <name>: how names are built belongs under patterns"


def _unreadable(view: View) -> Complaints:
    for written in _patterns(view):
        mistake = _mistake(written)
        if mistake is not None:
            yield written.file, (*written.where, "pattern"), mistake


def _breaks_examples(view: View) -> Complaints:
    for file, where, r, _, _, kind in _readable(view):

        def is_met(text: str, r: PatternRecord = r, around: bool = kind == "written") -> bool:
            return any(readings(r.pattern, text)) if around else fits(r.pattern, text)

        for key, texts, wanted in (("fits", r.fits, True), ("never", r.never, False)):
            for n, text in enumerate(texts):
                if is_met(text) != wanted:
                    says = "does not fit" if wanted else "fits"
                    yield file, (*where, key, n), f"{text!r} {says} the pattern {r.pattern!r}"


def _fits_others(view: View) -> Complaints:
    """Name the first listed camera of another maker or series that a pattern fits."""
    of_cameras = [one for one in _readable(view) if one.kind == "camera"]
    listed = sorted(_listed(view)) if of_cameras else []
    own = {(one.maker, one.loose) for one in listed}
    for file, where, r, maker, series, _ in of_cameras:
        pattern = parse_pattern(r.pattern)
        for one in _alike(r.pattern, listed):
            if one.maker == maker:
                is_of_others = series not in (None, one.series)
            else:
                is_of_others = (maker, one.loose) not in own
            if is_of_others and fits_key(pattern, one.key):
                message = f"pattern {r.pattern!r} fits {one.name!r} of {one.shown}"
                yield file, (*where, "pattern"), message
                break


def _other_product_is_camera(view: View) -> Complaints:
    """Name the first camera of its maker that a pattern of other products fits.

    One that tells the maker fits no camera of any maker; its examples are built like none.
    """
    others = [one for one in _readable(view) if one.kind in ("product", "device")]
    listed = sorted(_listed(view)) if others else []
    cameras = [one for one in _readable(view) if one.kind == "camera"] if others else []
    for file, where, r, maker, _, _ in others:
        pattern = parse_pattern(r.pattern)
        for one in _alike(r.pattern, listed):
            if (one.maker == maker or r.tells_maker) and fits_key(pattern, one.key):
                message = f"pattern {r.pattern!r} fits {one.name!r} of {one.shown}"
                yield file, (*where, "pattern"), message
                break
        of_maker = [one.record.pattern for one in cameras if one.maker == maker]
        for n, text in enumerate(r.fits):
            like = next((one for one in of_maker if fits(one, text)), None)
            if like is not None:
                yield file, (*where, "fits", n), f"{text!r} is built like cameras: {like!r}"


def _listed(view: View) -> Iterator[_Listed]:
    for file in view.seed.cameras:
        maker, series = loose_key(file.record.manufacturer), loose_key(file.record.series)
        for model in file.record.models:
            keys = exact_key(model.name), loose_key(model.name)
            yield _Listed(*keys, maker, series, model.name, file.shown)


def _alike(pattern: str, listed: list[_Listed]) -> Iterator[_Listed]:
    """Yield the cameras whose names begin like what the pattern fits."""
    for head in heads(pattern):
        for at in range(bisect_left(listed, (head,)), len(listed)):
            if not listed[at].key.startswith(head):
                break
            yield listed[at]


RULES: Final = (
    Rule("L025", "unreadable pattern", "it would fit nothing", "error", _unreadable),
    Rule(
        "L026",
        "pattern breaks its examples",
        "the record tests itself",
        "error",
        _breaks_examples,
    ),
    Rule(
        "L027",
        "pattern fits other cameras",
        "what is known of some would be said of others",
        "error",
        _fits_others,
    ),
    Rule(
        "L047",
        "other product named like a camera",
        "a camera would be taken for something else",
        "error",
        _other_product_is_camera,
    ),
)
