"""Questions and answers with which any reader of the feed can be tested.

Every answer is the library's own: names by `names`, firmware by `firmware`, capabilities by the
catalogue, outcomes by `prediction`. What the library can and the feed does not promise (patterns,
words set aside) is not asked. The choice is by rule, so that the same data give the same file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import combinations, cycle
from typing import Final, NamedTuple

from integration_db.catalog import Catalog
from integration_db.evidence.packing import CODES, unpack
from integration_db.export.feed import FORMAT_VERSION, Feed, Object, feed_of, line_of
from integration_db.export.sealing import sealed
from integration_db.firmware import SCHEMES, Firmware, Interval, compare, parse_firmware
from integration_db.firmware.schemes import main_line
from integration_db.names.ladder import READ_BY_KEY
from integration_db.prediction.outcomes import SETTINGS
from integration_db.prediction.prediction import predict
from integration_db.prediction.site import Site
from integration_db.vocabulary import PROTOCOLS

FORMAT: Final = "integration-db-conformance"

_UNREADABLE: Final = ("", "unknown", "no version", "1" * 36, "5.5.82 build 190931", "v")
_SITES: Final = (
    Site(),
    Site(cert_installed=True),
    Site(cert_installed=False),
    Site(http_off=True),
    Site(cert_installed=True, ip_changed=True),
    Site(https_port=8443),
    Site(port=8443, https_port=8443),
    Site(port=8443, cert_installed=True),
)
_FEW: Final = 7
"""Every so many of the capability codes are asked with every site; none is left out without one."""


def conformance(catalog: Catalog, *, date: str | None = None) -> str:
    """Return the questions as JSON, one to a line, with the checksum of the feed they belong to."""
    feed = feed_of(catalog, date=date)
    payload = feed.document["payload"]
    texts = _texts(catalog)
    head = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "data_version": feed.document["data_version"],
        "feed": json.loads(sealed(feed.document))["sha256"],
    }
    cameras = list(_cameras(payload))
    parts = {
        "names": _names(catalog, payload, cameras),
        "firmware": _firmware(texts),
        "order": _order(texts),
        "ranges": _ranges(payload, texts),
        "answers": _answers(catalog, feed, cameras, texts),
        "predictions": _predictions(),
    }
    lines = [json.dumps(head)[:-1]]
    for name, questions in parts.items():
        asked = ",\n".join(json.dumps(question) for question in questions)
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
                special = model.keys() - {"name", "answers"}
                if model["answers"] not in seen or special:
                    seen.add(model["answers"])
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
    maker = line if scheme == "generic" else None
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
        json.dumps({k: v for k, v in stretch.items() if k != "answer"}, sort_keys=True): stretch
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
            match = catalog.resolve(text, written)
            if match.resolved and match.rule not in READ_BY_KEY:
                continue  # the feed's readers know no other rule
            named = [match.manufacturer_name, match.name] if match.resolved else None
            yield {"manufacturer": written, "model": text, "found": named}


def _answers(
    catalog: Catalog,
    feed: Feed,
    cameras: Iterable[_Entry],
    texts: dict[tuple[str, str], list[str]],
) -> Iterator[Object]:
    """Yield questions about cameras: alone, and through each plugin in turn."""
    plugins = cycle(list(_plugins(feed)) or [{}])
    for maker, _, model in cameras:
        camera = {"manufacturer": maker["name"], "model": model["name"]}
        if catalog.resolve(model["name"], maker["name"]).name != model["name"]:
            continue  # two models of one name: there is no answer to either
        known = texts.get((maker["scheme"], maker["line"]), [])
        boards = [board["name"] for board in model.get("hardware_versions", ())]
        for firmware in dict.fromkeys((None, "no version", *_bounds(feed, model), *known[:2])):
            for board in (None, *boards):
                own = {"firmware": firmware, "hardware_version": board}
                for through in ({}, next(plugins)):
                    given = {k: v for k, v in {**own, **through}.items() if v is not None}
                    answer = catalog.predict(**camera, **given, provenance="device")
                    yield camera | given | {"capabilities": list(answer.capabilities)}


def _bounds(feed: Feed, model: Object) -> list[str]:
    """Return the versions that bound a camera's stretches, without those that name a build."""
    versions = [
        bound.version
        for region in feed.places[model["answers"]]
        for bound in (region.since, region.until)
        if bound is not None
    ]
    return [text for text in dict.fromkeys(versions) if text[:1].isalnum() and "build" not in text]


def _plugins(feed: Feed) -> Iterator[Object]:
    """Yield every plugin without a version of its recorder, and at each of the bounds known."""
    for versioned in feed.plugins:
        plugin = versioned.plugin
        through = {"recorder": plugin.recorder.name, "plugin": plugin.name}
        yield through
        for region in versioned.places:
            if region.since is not None and region.since.comparator == ">=":
                yield through | {"recorder_version": region.since.version}


def _predictions() -> Iterator[Object]:
    """Yield capabilities, a protocol and a site: every outcome that remains possible."""
    for number, site in enumerate(_SITES):
        for protocol in PROTOCOLS:
            if site.port is not None and not SETTINGS[protocol].port_editable:
                continue
            for code in range(0, CODES, _FEW if number else 1):
                prediction = predict(unpack(code), protocol, site)
                given = {k: v for k, v in site._asdict().items() if v is not None}
                yield {"capabilities": list(unpack(code)), "protocol": protocol} | {
                    "site": given,
                    "outcomes": list(prediction.outcomes),
                }
