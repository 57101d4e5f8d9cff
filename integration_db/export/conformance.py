"""Questions and answers with which any reader of the feed can be tested.

Every answer is the library's own: names by `names`, firmware by `firmware`, capabilities, levels
and verdicts by the catalogue. What the library can and the feed does not promise (patterns, words
set aside) is not asked. The choice is by rule, so that the same data give the same file.

Not every rule can be seen in the data at hand. So the same questions are also asked of an example
(the folder `example`, with made-up makers and recorders), whose feed comes with them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import combinations, count
from pathlib import Path
from typing import Final

from integration_db.catalog import Catalog
from integration_db.catalog.answer import Answer
from integration_db.catalog.queries.recorders import optional_checks
from integration_db.database.opening import open_in_memory
from integration_db.export.feed import (
    FORMAT_VERSION,
    UNDATED,
    Feed,
    Issue,
    feed_of,
    line_of,
)
from integration_db.export.feed_tables import Object
from integration_db.export.sealing import sealed
from integration_db.firmware import (
    SCHEMES,
    Firmware,
    Interval,
    Provenance,
    compare,
    is_own,
    main_line,
    parse_firmware,
)
from integration_db.named_tuple import NamedTuple
from integration_db.names import exact_key, resolve
from integration_db.names.ladder import READ_BY_KEY
from integration_db.prediction.site import ANY_SITE, Site
from integration_db.vocabulary import NO_RECORDER

FORMAT: Final = "integration-db-conformance"
EXAMPLE: Final = Path(__file__).parent / "example"
"""The seed of the example."""

_UNREADABLE: Final = ("", "unknown", "no version", "1" * 36, "5.5.82 build 190931", "v")
_SHORT: Final = "3.0"
"""A person's text that may mean several versions of the example's cameras."""

_NO_SUCH_PLUGIN: Final = "No such plugin"
_SITES: Final = (
    ANY_SITE,
    Site(strict=True),
    Site(as_shipped=True),
    Site(nat=True),
    Site(certificate="factory"),
    Site(certificate="none"),
    Site(certificate="self_signed", address_changed=True),
    Site(certificate="ca", certificate_names=("host_name",), done=("trust_ca",)),
    Site(certificate="ca", certificate_names=("address",), address_changed=True),
    Site(certificate="self_signed", certificate_names=("serial",), address_changed=False),
    Site(address_changed=True, done=("check_https",)),
    Site(as_shipped=True, address_changed=True),
    Site(as_shipped=True, address_changed=False, strict=True),
    Site(https_on=True, video_on=True, done=("check_https",)),
    Site(https_on=False, http="on"),
    Site(https_on=True, video_on=False, http="off"),
    Site(http="redirect", done=("set_clock", "pin_certificate")),
    Site(port=8443),
    Site(https_port=8443),
    Site(port=8443, https_port=8443, strict=True),
    Site(nat=True, https_port=443, done=("open_port",)),
    Site(certificate="self_signed", address_changed=True, done=("remake_certificate",)),
    Site(
        https_on=True,
        video_on=True,
        certificate="ca",
        certificate_names=("address",),
        address_changed=False,
        done=("trust_ca", "set_clock", "pin_certificate"),
        strict=True,
    ),
)
"""Every condition of the site in every state, alone or with what it needs to be seen."""


def conformance(catalog: Catalog, issue: Issue = UNDATED) -> str:
    """Return the questions as JSON, one to a line, with the checksum of the feed they belong to."""
    feed = feed_of(catalog, issue)
    payload = feed.document["payload"]
    texts = _texts(catalog)
    with Catalog(open_in_memory([EXAMPLE])) as example:
        example_feed = feed_of(example)
        told = list(_example_answers(example, example_feed))
    head = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "data_version": feed.document["data_version"],
        **({"license": catalog.data_license} if catalog.data_license else {}),
        "feed": json.loads(sealed(feed.document))["sha256"],
        "example": sealed(example_feed.document),
    }
    cameras = list(_cameras(payload))
    parts: dict[str, Iterable[Object]] = {
        "names": _names(catalog, payload, cameras),
        "ids": _ids(cameras),
        "firmware": _firmware(texts),
        "order": _order(texts),
        "ranges": _ranges(payload, texts),
        "answers": _answers(catalog, feed, cameras, texts),
        "example_answers": told,
    }
    lines = [json.dumps(head)[:-1]]
    for name, questions in parts.items():
        asked = ",\n".join(json.dumps(one, separators=(",", ":")) for one in questions)
        lines.append(f'"{name}": [\n{asked}\n]')
    return ",\n".join(lines) + "}\n"


class _Entry(NamedTuple):
    """A camera of the feed, and the entries in which it stands."""

    maker: Object
    series: Object
    model: Object


def _cameras(payload: Object) -> Iterator[_Entry]:
    """Yield the first camera of each table, and each special one."""
    seen: set[int] = set()
    for maker in payload["manufacturers"]:
        for series in maker["series"]:
            for model in series["models"]:
                special = model.keys() - {"name", "table"}
                if model["table"] not in seen or special:
                    seen.add(model["table"])
                    yield _Entry(maker, series, model)


def _texts(catalog: Catalog) -> dict[tuple[str, str], list[str]]:
    """Return firmware as text, by scheme and by what its lines begin with."""
    texts_of: dict[tuple[str, str], dict[str, None]] = {}
    for scheme in SCHEMES.values():
        texts = texts_of.setdefault((scheme.name, line_of(scheme.name, "")), {})
        for text in scheme.examples:
            shorter = text.rpartition(".")[0] or text
            texts.update(dict.fromkeys((text, text.upper(), f" {text} ", shorter, f"{text}x")))
        texts.update(dict.fromkeys(_UNREADABLE))
    rows = catalog.reader.rows(
        "SELECT DISTINCT f.name, f.scheme, r.version FROM release r LEFT JOIN model m ON "
        "m.id = r.model_id LEFT JOIN series s ON s.id = COALESCE(r.series_id, m.series_id) "
        "JOIN manufacturer f ON f.id = COALESCE(r.manufacturer_id, s.manufacturer_id)"
    )
    for maker, name, version in sorted(rows):
        texts_of.setdefault((name, line_of(name, maker)), {})[version] = None
    return {of: list(texts) for of, texts in sorted(texts_of.items())}


def _read(scheme: str, line: str, text: str, device: bool = True) -> Firmware:
    maker = line if is_own(scheme) else None
    return parse_firmware(
        text, manufacturer=maker, scheme=scheme, provenance="device" if device else "human"
    )


def _place(read: Firmware) -> Object | None:
    if read.lineage is None:
        return None
    return {"line": read.lineage, "lo": read.lo, "hi": read.hi, "built": read.build_date}


def _firmware(texts: dict[tuple[str, str], list[str]]) -> Iterator[Object]:
    for (scheme, line), versions in texts.items():
        for text in versions:
            for device in (True, False):
                place = _place(_read(scheme, line, text, device))
                yield _asked(scheme, line, text=text, device=device) | {"place": place}


def _asked(scheme: str, line: str, **more: object) -> Object:
    return {"scheme": scheme, "line": line, **more}


def _order(texts: dict[tuple[str, str], list[str]]) -> Iterator[Object]:
    """Yield pairs of versions: the order, or None where nobody can say."""
    for (scheme, line), versions in texts.items():
        for one, other in combinations(versions[:14], 2):
            a, b = _read(scheme, line, one), _read(scheme, line, other)
            order = compare(a, b)
            if order == 0 or (a.lineage != b.lineage and order is not None):
                continue  # the feed has no canonical spelling, and no twin lines
            yield _asked(scheme, line, a=one, b=other, order=order)
        for text in versions[:2]:
            yield _asked(scheme, line, a=text, b=text, order=0)


def _ranges(payload: Object, texts: dict[tuple[str, str], list[str]]) -> Iterator[Object]:
    """Yield stretches and versions: whether the one holds the other."""
    stretches = {
        json.dumps({k: v for k, v in stretch.items() if k not in _MEANING}, sort_keys=True): stretch
        for table in payload["tables"]
        for stretch in table
        if stretch["line"]
    }
    for shown in sorted(stretches):
        stretch: Object = json.loads(shown)
        interval = _interval(stretch)
        for (scheme, line), versions in texts.items():
            if line == main_line(stretch["line"]):
                for text in versions[:5]:
                    truth = interval.holds(_read(scheme, line, text))
                    yield _asked(scheme, line, stretch=stretch, text=text, holds=truth)
    yield from _dated_ranges(texts)


_MEANING: Final = ("kind", "kinds", "shown")
"""The members of a stretch that say what holds there, and not where it lies."""


def _dated_ranges(texts: dict[tuple[str, str], list[str]]) -> Iterator[Object]:
    """Yield the same for stretches with build dates, which the payload at hand may not have."""
    for (scheme, line), versions in texts.items():
        reads = [_read(scheme, line, text) for text in versions]
        day = next((read.build_date for read in reads if read.build_date), None)
        for name in ("built_from", "built_before") if day else ():
            for own in (None, next(read.lineage for read in reads if read.build_date == day)):
                stretch = {"line": own, "text": name, name: day}
                for text, read in list(zip(versions, reads, strict=True))[:12]:
                    truth = _interval(stretch).holds(read)
                    yield _asked(scheme, line, stretch=stretch, text=text, holds=truth)


def _interval(stretch: Object) -> Interval:
    return Interval(
        stretch["line"],
        stretch.get("from"),
        stretch.get("before"),
        None,
        None,
        stretch.get("built_from"),
        stretch.get("built_before"),
    )


def _names(catalog: Catalog, payload: Object, cameras: Iterable[_Entry]) -> Iterator[Object]:
    """Yield what devices may say of themselves, and the camera that is meant, if one is."""
    stranger = payload["manufacturers"][-1]["name"] if payload["manufacturers"] else ""
    for maker, series, model in cameras:
        name = model["name"]
        spellings = [name, name.lower(), name.replace("-", " "), f"{name}-NO-SUCH", series["name"]]
        spellings += [name.replace("-", "\u2011"), f"{maker['name']} {name}"]
        spellings += [re.sub(r"(\w)-", r"-\1", name), f"{name}-"]  # a dash where the name has none
        spellings += [re.sub(r"(?i)\bmk ?(ii|2)\b", mark, name) for mark in ("Mk II", "MK2")]
        spellings += [*model.get("aliases", ()), *model.get("identifiers", ())]
        asked = [(maker["name"], text) for text in spellings]
        asked += [(alias, name) for alias in maker.get("aliases", ())]
        asked += [(stranger, name), ("no such maker", name)]
        asked += [(f"{maker['name']}, Co. Ltd", name), (f"{maker['name']} Ltd Cameras", name)]
        for written, text in dict.fromkeys(asked):
            match = resolve(text, catalog.names, manufacturer=written, suggest=False)
            if match.resolved and match.rule not in READ_BY_KEY:
                continue  # the feed's readers know no other rule
            named = [match.manufacturer_name, match.name] if match.resolved else None
            yield {"manufacturer": written, "model": text, "found": named}


def _ids(cameras: Iterable[_Entry]) -> Iterator[Object]:
    """Yield ids that somebody may have stored, be it under a former name, and the camera."""
    for maker, _, model in cameras:
        named = [maker["name"], model["name"]]
        for text in (model["name"], *model.get("aliases", ())[:1]):
            yield {"id": f"{exact_key(maker['name'])}/{exact_key(text)}", "found": named}
    yield {"id": "NO SUCH MAKER/NO SUCH MODEL", "found": None}


def _answers(
    catalog: Catalog,
    feed: Feed,
    cameras: Iterable[_Entry],
    texts: dict[tuple[str, str], list[str]],
) -> Iterator[Object]:
    """Yield questions about cameras: alone, and through the recorders' sides in turn.

    Of cameras that differ in nothing but their names and their boards' the first is asked about.
    """
    sides, turn = [{"recorder": NO_RECORDER}, *_sides(feed)], count()
    kinds = {_kind(one.model): one for one in reversed(list(cameras))}
    for maker, _, model in reversed(kinds.values()):
        camera = {"manufacturer": maker["name"], "model": model["name"]}
        if catalog.resolve(model["name"], maker["name"]).name != model["name"]:
            continue  # two models of one name: there is no answer to either
        known = texts.get((maker["scheme"], maker["line"]), [])
        boards = [board["name"] for board in model.get("hardware_versions", ())]
        for firmware in dict.fromkeys((None, "no version", *_bounds(feed, model), *known[:2])):
            for board in (None, *boards):
                number = next(turn)
                side = _pairing_of(feed, model, number) if number % 2 else None
                side = side or sides[number % len(sides)]
                own = camera | _given(firmware=firmware, hardware_version=board)
                yield _answered(catalog, own | side, _site_for(side, number))


def _kind(model: Object) -> str:
    """Return what answers about a camera may depend on, as a text."""
    boards = [board["table"] for board in model.get("hardware_versions", ())]
    return json.dumps([model["table"], boards, model.get("pairings")])


def _site_for(side: Object, number: int) -> Site:
    """Return one site after the other; where no recorder is meant, a port would say nothing."""
    return ANY_SITE if side["recorder"] == NO_RECORDER else _SITES[number % len(_SITES)]


def _pairing_of(feed: Feed, model: Object, number: int) -> Object | None:
    """Return a plugin of which something is said together with a model, if there is one."""
    numbers = model.get("pairings")
    if not numbers:
        return None
    pairing = feed.document["payload"]["pairings"][numbers[number % len(numbers)]]
    return {"recorder": pairing["recorder"], "plugin": pairing["plugin"]}


def _example_answers(catalog: Catalog, feed: Feed) -> Iterator[Object]:
    """Yield questions about every camera of the example, through every side, with sites in turn."""
    turn, sides = count(), list(_sides(feed))
    for maker in feed.document["payload"]["manufacturers"]:
        for model in (model for series in maker["series"] for model in series["models"]):
            boards = [board["name"] for board in model.get("hardware_versions", ())]
            for firmware in (None, "newest", "any", "1.0", "2.1", "3.1", "3.5", "6.0", _SHORT):
                for board in (None, *boards):
                    own = {"manufacturer": maker["name"], "model": model["name"]}
                    own |= _given(firmware=firmware, hardware_version=board)
                    if firmware == _SHORT:
                        own["device"] = False
                    for side in ({"recorder": NO_RECORDER}, *sides):
                        site = _site_for(side, next(turn))
                        yield _answered(catalog, own | side, site)


def _given(**said: object) -> Object:
    return {name: value for name, value in said.items() if value is not None}


def _answered(catalog: Catalog, asked: Object, site: Site) -> Object:
    """Return a question with the answer to it: values, levels of every setting, and the verdict."""
    options = tuple(asked.get("options", {}).items())
    given = {name: value for name, value in asked.items() if name not in ("options", "device")}
    provenance: Provenance = "device" if asked.get("device", True) else "human"
    answer = catalog.predict(**given, site=site._replace(options=options), provenance=provenance)
    said = {k: v for k, v in site._asdict().items() if v != getattr(ANY_SITE, k)}
    told: Object = {"site": said} if said else {}
    told |= {"camera": list(answer.camera), "capabilities": list(answer.capabilities)}
    told["predictions"] = [
        {
            "setting": one.setting.id,
            "now": list(one.now.levels),
            "after": list(one.after.levels),
            "tasks": [task.code for task in one.tasks],
            "counted": [task.code for task in one.tasks if task.counts],
            "assumes": list(one.assumes),
            "if_runs": one.if_runs,
        }
        for one in answer.predictions
    ]
    return asked | told | _verdict(answer)


def _verdict(answer: Answer) -> Object:
    verdict = answer.verdict
    if verdict is None:
        return {}
    told = verdict.to_dict()
    return {"verdict": {name: told[name] for name in VERDICT}}


VERDICT: Final = ("code", "setting", "floor", "ceiling", "symbols", "tasks", "may_not_connect") + (
    ("assumes", "if_runs", "rests_on", "seen", "disputed")
)
"""The members of a verdict that a reader of the feed gives."""


def _bounds(feed: Feed, model: Object) -> list[str]:
    """Return the versions that bound a camera's stretches, without those that name a build."""
    versions = [
        bound.version
        for region in feed.regions[model["table"]]
        for bound in (region.since, region.until)
        if bound is not None
    ]
    return [text for text in dict.fromkeys(versions) if text[:1].isalnum() and "build" not in text]


def _sides(feed: Feed) -> Iterator[Object]:
    """Yield every recorder and plugin: at each bound of its versions, and with its options."""
    for side in feed.sides:
        through: Object = {"recorder": side.recorder.name}
        yield through | {"plugin": side.plugin.name if side.plugin else _NO_SUCH_PLUGIN}
        if side.plugin is None:
            yield through
            continue
        through["plugin"] = side.plugin.name
        for region in side.regions:
            if region.since is not None and region.since.comparator == ">=":
                yield through | {"recorder_version": region.since.version}
        for option in side.plugin.options:
            for value in option.values:
                yield through | {"options": {option.id: value}}
        for check in optional_checks(view.side for view in side.views[side.newest]):
            for value in check.values:
                yield through | {"options": {check.id: value}}
