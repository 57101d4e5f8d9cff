"""Rules across files of a seed, each an object with a code, a title and its reason.

Owns what must hold between records. A rule yields findings and repairs nothing. Errors refuse the
seed; notes are shown by `seed check` and do no harm. Every rule has a failing example under
tests/bad_seed/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from integration_db.errors import InvalidRange, Problem
from integration_db.firmware import SCHEMES, parse_firmware, parse_range, scheme_for
from integration_db.lookups import nearest
from integration_db.names import exact_key, loose_key
from integration_db.slugs import slug
from integration_db.vocabulary import CAPABILITIES

if TYPE_CHECKING:
    from integration_db.seed import File, Seed

Severity = Literal["error", "note"]
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `check` yields (file, place in it, message) for every breach."""

    code: str
    title: str
    reason: str
    severity: Severity
    check: Callable[[Seed], Iterator[tuple[File[Any], Where, str]]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule, at its place."""

    rule: Rule
    problem: Problem

    @property
    def refuses(self) -> bool:
        """Whether the seed must not be used like this."""
        return self.rule.severity == "error"


def check(seed: Seed) -> list[Finding]:
    """Return every breach of every rule, sorted by place."""
    found = []
    for rule in RULES:
        for file, where, message in rule.check(seed):
            found.append(Finding(rule, file.problem(rule.code, message, *where)))
    return sorted(found, key=lambda f: (f.problem.path, f.problem.line, f.problem.code))


Breaches = Iterator[tuple["File[Any]", Where, str]]


def _statements(seed: Seed) -> Iterator[tuple[File[Any], Where, Any, str, str]]:
    """Yield every statement with its place, and whose firmware its range is about."""
    schemes = _schemes(seed)
    for maker in seed.manufacturers:
        name = maker.record.name
        for n, statement in enumerate(maker.record.statements):
            yield maker, ("statements", n), statement, name, schemes.get(loose_key(name), "generic")
    for file in seed.cameras:
        name = file.record.manufacturer
        scheme = schemes.get(loose_key(name), scheme_for(name))
        for n, statement in enumerate(file.record.statements):
            yield file, ("statements", n), statement, name, scheme
        for m, model in enumerate(file.record.models):
            for n, statement in enumerate(model.statements):
                yield file, ("models", m, "statements", n), statement, name, scheme
    for box in seed.recorders:
        name = box.record.name
        scheme = box.record.version_scheme or scheme_for(name)
        for n, plain in enumerate(box.record.statements):
            yield box, ("statements", n), plain, name, scheme
        for p, plugin in enumerate(box.record.plugins):
            for n, plain in enumerate(plugin.statements):
                yield box, ("plugins", p, "statements", n), plain, name, scheme
        for n, pairing in enumerate(box.record.pairings):
            maker_name = pairing.manufacturer
            maker_scheme = schemes.get(loose_key(maker_name), scheme_for(maker_name))
            yield box, ("pairings", n), pairing, maker_name, maker_scheme


def _schemes(seed: Seed) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in seed.manufacturers:
        r = file.record
        found.setdefault(loose_key(r.name), r.firmware_scheme or scheme_for(r.name))
    return found


def _unknown_sources(seed: Seed) -> Breaches:
    known = {name for file in seed.sources for name in file.record.root}
    for file, where, name in _source_uses(seed):
        if name not in known:
            near = nearest(name, sorted(known))
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            yield file, where, f"unknown source {name!r}{hint}"


def _source_uses(seed: Seed) -> Iterator[tuple[File[Any], Where, str]]:
    for file, where, statement, _, _ in _statements(seed):
        yield file, (*where, "source"), statement.source
    for cameras in seed.cameras:
        if cameras.record.source:
            yield cameras, ("source",), cameras.record.source
        for m, model in enumerate(cameras.record.models):
            if model.source:
                yield cameras, ("models", m, "source"), model.source
            for n, alias in enumerate(model.aliases):
                if not isinstance(alias, str) and alias.source:
                    yield cameras, ("models", m, "aliases", n), alias.source
    for box in seed.recorders:
        for p, plugin in enumerate(box.record.plugins):
            if plugin.source:
                yield box, ("plugins", p, "source"), plugin.source
        for n, advisory in enumerate(box.record.advisories):
            yield box, ("advisories", n, "source"), advisory.source


def _repeated_sources(seed: Seed) -> Breaches:
    first: dict[str, tuple[File[Any], Any]] = {}
    for file in seed.sources:
        for name, record in file.record.root.items():
            if name in first:
                other = first[name][0].shown
                yield file, (name,), f"source {name!r} is given in {other} already"
            first.setdefault(name, (file, record))


def _unused_sources(seed: Seed) -> Breaches:
    used = {name for _, _, name in _source_uses(seed)}
    for file in seed.sources:
        for name in file.record.root:
            if name not in used:
                yield file, (name,), f"source {name!r} is used by no statement and no model"


def _repeated_manufacturers(seed: Seed) -> Breaches:
    owner: dict[str, str] = {}
    files: set[tuple[int, str]] = set()
    for file in seed.manufacturers:
        name = file.record.name
        if (file.root, loose_key(name)) in files:
            yield file, ("name",), f"manufacturer {name!r} has a file already"
        files.add((file.root, loose_key(name)))
        for n, text in enumerate((name, *file.record.aliases)):
            other = owner.setdefault(loose_key(text), name)
            if loose_key(other) != loose_key(name):
                where = ("name",) if n == 0 else ("aliases", n - 1)
                yield file, where, f"{text!r} is a name of {other} already"


def _unknown_manufacturers(seed: Seed) -> Breaches:
    known = {loose_key(f.record.name): f.record.name for f in seed.manufacturers}
    uses: list[tuple[File[Any], Where, str]] = [
        (file, ("manufacturer",), file.record.manufacturer) for file in seed.cameras
    ]
    for box in seed.recorders:
        for n, pairing in enumerate(box.record.pairings):
            uses.append((box, ("pairings", n, "manufacturer"), pairing.manufacturer))
    for file, where, name in uses:
        if loose_key(name) not in known:
            near = nearest(name, sorted(known.values()))
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            yield file, where, f"no file manufacturers/{slug(name)}.yaml for {name!r}{hint}"


def _places(seed: Seed) -> Breaches:
    for maker in seed.manufacturers:
        wanted = f"manufacturers/{slug(maker.record.name)}.yaml"
        if maker.path != wanted:
            yield maker, ("name",), f"{maker.record.name!r} belongs into {wanted}"
    for file in seed.cameras:
        r = file.record
        wanted = f"cameras/{slug(r.manufacturer)}/{slug(r.series)}.yaml"
        if file.path != wanted:
            yield (
                file,
                ("series",),
                f"series {r.series!r} of {r.manufacturer} belongs into {wanted}",
            )
    for box in seed.recorders:
        wanted = f"recorders/{slug(box.record.name)}.yaml"
        if box.path != wanted:
            yield box, ("name",), f"{box.record.name!r} belongs into {wanted}"


def _colliding_names(seed: Seed) -> Breaches:
    """Two printed names that differ only by what spelling may change would be one camera."""
    owners: dict[tuple[str, str], tuple[str, File[Any]]] = {}
    for file in seed.cameras:
        maker = loose_key(file.record.manufacturer)
        for m, model in enumerate(file.record.models):
            key = (maker, loose_key(model.name))
            name, other = owners.setdefault(key, (model.name, file))
            if other is file and name is model.name:
                continue
            if exact_key(name) != exact_key(model.name):
                yield (
                    file,
                    ("models", m, "name"),
                    (
                        f"{model.name!r} and {name!r} ({other.shown}) are told apart by spelling only"
                    ),
                )
            elif other.root == file.root:
                yield file, ("models", m, "name"), f"{model.name!r} stands in {other.shown} already"


def _aliases(seed: Seed) -> Iterator[tuple[File[Any], Where, str, str, Any]]:
    for file in seed.cameras:
        for m, model in enumerate(file.record.models):
            for n, alias in enumerate(model.aliases):
                text = alias if isinstance(alias, str) else alias.name
                yield file, ("models", m, "aliases", n), text, model.name, file.record.manufacturer


def _alias_is_a_model(seed: Seed) -> Breaches:
    printed: dict[tuple[str, str], str] = {}
    for file in seed.cameras:
        for model in file.record.models:
            printed[loose_key(file.record.manufacturer), loose_key(model.name)] = model.name
    for file, where, text, name, maker in _aliases(seed):
        other = printed.get((loose_key(maker), loose_key(text)))
        if other is not None and loose_key(other) != loose_key(name):
            yield file, where, f"alias {text!r} of {name} is the name of another model, {other}"


def _alias_of_two(seed: Seed) -> Breaches:
    owner: dict[tuple[str, str], str] = {}
    for file, where, text, name, maker in _aliases(seed):
        other = owner.setdefault((loose_key(maker), loose_key(text)), name)
        if exact_key(other) != exact_key(name):
            yield file, where, f"alias {text!r} is given to {other} and to {name}"


def _alias_spans_variants(seed: Seed) -> Breaches:
    suffixes = {
        loose_key(f.record.name): [exact_key(s) for s in f.record.naming.meaningful_suffixes]
        for f in seed.manufacturers
        if f.record.naming
    }
    for file, where, text, name, maker in _aliases(seed):
        alias, printed = exact_key(text), exact_key(name)
        for suffix in suffixes.get(loose_key(maker), ()):
            if alias == printed + suffix or printed == alias + suffix:
                yield (
                    file,
                    where,
                    f"alias {text!r} differs from {name} by {suffix}, another variant",
                )


def _unreadable_ranges(seed: Seed) -> Breaches:
    boxes = {id(f): f.record.version_scheme or scheme_for(f.record.name) for f in seed.recorders}
    for file, where, statement, maker, scheme in _statements(seed):
        for key in ("firmware", "recorder_version"):
            text = getattr(statement, key, None)
            if text is None:
                continue
            own = boxes[id(file)] if key == "recorder_version" else scheme
            whose = file.record.name if key == "recorder_version" else maker
            try:
                parse_range(text, manufacturer=whose, scheme=own)
            except InvalidRange as error:
                yield file, (*where, key), str(error)
    for box in seed.recorders:
        for n, advisory in enumerate(box.record.advisories):
            try:
                if advisory.recorder_version is not None:
                    parse_range(
                        advisory.recorder_version,
                        manufacturer=box.record.name,
                        scheme=boxes[id(box)],
                    )
            except InvalidRange as error:
                yield box, ("advisories", n, "recorder_version"), str(error)


def _unreadable_versions(seed: Seed) -> Breaches:
    for file, where, statement, maker, scheme in _statements(seed):
        text = statement.verified_on
        if text is not None and "plugins" not in where:
            read = parse_firmware(text, manufacturer=maker, scheme=scheme)
            if read.lineage is None:
                yield file, (*where, "verified_on"), f"verified_on {text!r}: {read.reason}"


def _unknown_schemes(seed: Seed) -> Breaches:
    for file in seed.manufacturers:
        scheme = file.record.firmware_scheme
        if scheme is not None and scheme not in SCHEMES:
            known = ", ".join(SCHEMES)
            yield file, ("firmware_scheme",), f"unknown firmware scheme {scheme!r}; known: {known}"
    for box in seed.recorders:
        scheme = box.record.version_scheme
        if scheme is not None and scheme not in SCHEMES:
            known = ", ".join(SCHEMES)
            yield box, ("version_scheme",), f"unknown version scheme {scheme!r}; known: {known}"


_MUST_PUT: Final = {
    "create_on_device": "yes",
    "upload": "yes",
    "factory": "no",
    "remade_at_boot": "no",
}


def _certificate_contradictions(seed: Seed) -> Breaches:
    for file, where, statement, _, _ in _statements(seed):
        setup, needs = statement.certificate_setup, statement.needs_custom_cert
        if setup and needs and _MUST_PUT[setup] != needs:
            yield (
                file,
                (*where, "certificate_setup"),
                (
                    f"certificate_setup {setup} means needs_custom_cert {_MUST_PUT[setup]}, not {needs}"
                ),
            )


def _video_without_https(seed: Seed) -> Breaches:
    for file, where, statement, _, _ in _statements(seed):
        if statement.video_encryption == "yes" and statement.https_support == "no":
            yield file, (*where, "video_encryption"), "encrypted video without HTTPS is no padlock"


def _empty_statements(seed: Seed) -> Breaches:
    details = ("certificate_setup", "https_default", "video_default", "video_via", "tls", "csr")
    for file, where, statement, _, _ in _statements(seed):
        if all(getattr(statement, key) is None for key in (*CAPABILITIES, *details)):
            yield file, where, "the statement says nothing: no capability and no detail"


def _unknown_pairings(seed: Seed) -> Breaches:
    series, models = set(), set()
    for file in seed.cameras:
        maker = loose_key(file.record.manufacturer)
        series.add((maker, loose_key(file.record.series)))
        models |= {(maker, exact_key(model.name)) for model in file.record.models}
    plugins: dict[str, set[str]] = defaultdict(set)
    for box in seed.recorders:
        for plugin in box.record.plugins:
            texts = (plugin.name, *plugin.aliases)
            plugins[loose_key(box.record.name)] |= {loose_key(t) for t in texts}
    for box in seed.recorders:
        known = plugins[loose_key(box.record.name)]
        for n, p in enumerate(box.record.pairings):
            maker = loose_key(p.manufacturer)
            if loose_key(p.plugin) not in known:
                names = ", ".join(plugin.name for plugin in box.record.plugins)
                yield (
                    box,
                    ("pairings", n, "plugin"),
                    (f"{box.record.name} has no plugin {p.plugin!r}; it has {names}"),
                )
            if p.series is not None and (maker, loose_key(p.series)) not in series:
                yield box, ("pairings", n, "series"), f"{p.manufacturer} has no series {p.series!r}"
            if p.model is not None and (maker, exact_key(p.model)) not in models:
                yield box, ("pairings", n, "model"), f"{p.manufacturer} has no model {p.model!r}"


def _default_recorders(seed: Seed) -> Breaches:
    chosen = [box for box in seed.recorders if box.record.default]
    for box in chosen[1:]:
        if loose_key(box.record.name) != loose_key(chosen[0].record.name):
            yield box, ("default",), f"{chosen[0].record.name} is the default recorder already"
    if seed.recorders and not chosen:
        yield seed.recorders[0], (), "no recorder is the default; one must say default: true"


def _conflicts(seed: Seed) -> Breaches:
    groups: dict[tuple[Any, ...], list[tuple[File[Any], Where, Any]]] = defaultdict(list)
    for file, where, statement, _, _ in _statements(seed):
        key = (
            file.shown,
            where[:-1],
            statement.grade,
            statement.hardware_version if hasattr(statement, "hardware_version") else None,
            getattr(statement, "firmware", None),
        )
        if where[0] != "pairings":
            groups[key].append((file, where, statement))
    for members in groups.values():
        for capability in CAPABILITIES:
            said = {getattr(s, capability) for _, _, s in members} - {None}
            if len(said) > 1:
                file, where, _ = members[-1]
                yield (
                    file,
                    where,
                    (
                        f"{capability}: equal statements disagree ({', '.join(sorted(said))}), "
                        "so the answer is unknown"
                    ),
                )


def _undated_sources(seed: Seed) -> Breaches:
    for file in seed.sources:
        for name, record in file.record.root.items():
            if record.published is None and record.accessed is None:
                yield file, (name,), f"source {name!r} has neither published nor accessed"


RULES: Final = (
    Rule("L001", "unknown source", "evidence must be found", "error", _unknown_sources),
    Rule("L002", "source given twice", "one id, one document", "error", _repeated_sources),
    Rule("L003", "unused source", "nobody would miss it", "note", _unused_sources),
    Rule("L004", "source without a date", "its age cannot be told", "note", _undated_sources),
    Rule(
        "L010",
        "manufacturer named twice",
        "one spelling, one maker",
        "error",
        _repeated_manufacturers,
    ),
    Rule(
        "L011",
        "unknown manufacturer",
        "a typing error would be a new maker",
        "error",
        _unknown_manufacturers,
    ),
    Rule("L012", "file in the wrong place", "the path is the identity", "error", _places),
    Rule("L013", "unknown scheme", "versions could not be read", "error", _unknown_schemes),
    Rule(
        "L020",
        "model names collide",
        "a written name must mean one camera",
        "error",
        _colliding_names,
    ),
    Rule(
        "L021",
        "alias is another model",
        "one character is another camera",
        "error",
        _alias_is_a_model,
    ),
    Rule(
        "L022", "alias of two models", "a written name must mean one camera", "error", _alias_of_two
    ),
    Rule(
        "L023",
        "alias spans variants",
        "the suffix is the capability",
        "error",
        _alias_spans_variants,
    ),
    Rule("L030", "unreadable range", "it would hold for nothing", "error", _unreadable_ranges),
    Rule("L031", "unreadable firmware", "it could not be compared", "error", _unreadable_versions),
    Rule(
        "L032",
        "statement says nothing",
        "it would be evidence of nothing",
        "error",
        _empty_statements,
    ),
    Rule(
        "L033",
        "certificate contradiction",
        "two keys say one thing",
        "error",
        _certificate_contradictions,
    ),
    Rule(
        "L034",
        "encrypted video without HTTPS",
        "there is no such symbol",
        "error",
        _video_without_https,
    ),
    Rule(
        "L035", "equal statements disagree", "allowed, and shown as a conflict", "note", _conflicts
    ),
    Rule("L040", "unknown pairing", "it would apply to nothing", "error", _unknown_pairings),
    Rule(
        "L041",
        "default recorder",
        "exactly one is meant when none is named",
        "error",
        _default_recorders,
    ),
)
"""Every rule across files, by code."""
