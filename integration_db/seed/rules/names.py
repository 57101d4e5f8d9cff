"""Rules about names: a written name means one maker and one camera, a file has one place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from integration_db.firmware import SCHEMES, scheme_named
from integration_db.names import exact_key, loose_key
from integration_db.names.grammar import fits, is_readable
from integration_db.names.patterns import placeholder_in
from integration_db.names.suggestions import near_words
from integration_db.seed.rules.rule import Complaints, Rule, View
from integration_db.seed.shapes import AliasRecord, alias_record
from integration_db.seed.yaml_text import Where
from integration_db.text.safe_text import printable
from integration_db.text.sentences import hint
from integration_db.text.slugs import slug

if TYPE_CHECKING:
    from integration_db.seed.reading import File


def _repeated_manufacturers(view: View) -> Complaints:
    owner: dict[str, str] = {}
    files: set[tuple[int, str]] = set()
    for file in view.seed.manufacturers:
        name = file.record.name
        if (file.root, loose_key(name)) in files:
            yield file, ("name",), f"manufacturer {name!r} has a file already"
        files.add((file.root, loose_key(name)))
        for n, text in enumerate((name, *file.record.aliases)):
            other = owner.setdefault(loose_key(text), name)
            if loose_key(other) != loose_key(name):
                where = ("name",) if n == 0 else ("aliases", n - 1)
                yield file, where, f"{text!r} is a name of {other} already"


def _unknown_manufacturers(view: View) -> Complaints:
    known = {loose_key(f.record.name): f.record.name for f in view.seed.manufacturers}
    uses: list[tuple[File[Any], Where, str]] = [
        (file, ("manufacturer",), file.record.manufacturer) for file in view.seed.cameras
    ]
    for recorder in view.seed.recorders:
        for n, pairing in enumerate(recorder.record.pairings):
            uses.append((recorder, ("pairings", n, "manufacturer"), pairing.manufacturer))
        for n, plugin in enumerate(recorder.record.plugins):
            for m, name in enumerate(plugin.manufacturers):
                uses.append((recorder, ("plugins", n, "manufacturers", m), name))
    for file, where, name in uses:
        if loose_key(name) not in known:
            near = hint(near_words(name, sorted(known.values())))
            yield file, where, f"no file manufacturers/{slug(name)}.yaml for {name!r}{near}"
        elif where[0] == "plugins" and name != known[loose_key(name)]:
            yield file, where, f"{name!r} is spelt {known[loose_key(name)]!r}"


def _places(view: View) -> Complaints:
    for maker in view.seed.manufacturers:
        wanted = f"manufacturers/{slug(maker.record.name)}.yaml"
        if maker.path != wanted:
            yield maker, ("name",), f"{maker.record.name!r} belongs into {wanted}"
    for file in view.seed.cameras:
        r = file.record
        wanted = f"cameras/{slug(r.manufacturer)}/{slug(r.series)}.yaml"
        if file.path != wanted:
            yield (
                file,
                ("series",),
                f"series {r.series!r} of {r.manufacturer} belongs into {wanted}",
            )
    for recorder in view.seed.recorders:
        wanted = f"recorders/{slug(recorder.record.name)}.yaml"
        if recorder.path != wanted:
            yield recorder, ("name",), f"{recorder.record.name!r} belongs into {wanted}"


def _unknown_schemes(view: View) -> Complaints:
    known = ", ".join(SCHEMES)
    for file in view.seed.manufacturers:
        scheme = file.record.firmware_scheme
        if scheme is not None and scheme_named(scheme) is None:
            message = f"unknown firmware scheme {scheme!r}; known, with + between several: {known}"
            yield file, ("firmware_scheme",), message
    for recorder in view.seed.recorders:
        scheme = recorder.record.version_scheme
        if scheme is not None and scheme_named(scheme) is None:
            message = f"unknown version scheme {scheme!r}; known: {known}"
            yield recorder, ("version_scheme",), message


def _colliding_names(view: View) -> Complaints:
    """Two printed names that differ only by what spelling may change would be one camera."""
    owners: dict[tuple[str, str], tuple[str, File[Any], int]] = {}
    for file in view.seed.cameras:
        maker = loose_key(file.record.manufacturer)
        for m, model in enumerate(file.record.models):
            key = (maker, loose_key(model.name))
            name, other, n = owners.setdefault(key, (model.name, file, m))
            if other is file and n == m:
                continue
            if exact_key(name) != exact_key(model.name):
                yield (
                    file,
                    ("models", m, "name"),
                    (f"{model.name!r} and {name!r} ({other.shown}) differ only in spelling"),
                )
            elif other.root == file.root:
                yield file, ("models", m, "name"), f"{model.name!r} stands in {other.shown} already"


def _aliases(view: View) -> Iterator[tuple[File[Any], Where, AliasRecord, str, str]]:
    """Yield every alias with its place, its model and that model's maker."""
    for file in view.seed.cameras:
        for m, model in enumerate(file.record.models):
            for n, alias in enumerate(model.aliases):
                where = ("models", m, "aliases", n)
                yield file, where, alias_record(alias), model.name, file.record.manufacturer


def _printed(view: View) -> Iterator[tuple[File[Any], Where, AliasRecord, str, str]]:
    """Yield what devices print with its place, its model or series, and the maker."""
    for file in view.seed.cameras:
        r = file.record
        for n, printed in enumerate(r.printed_as):
            yield file, ("printed_as", n), alias_record(printed), r.series, r.manufacturer
        for m, model in enumerate(r.models):
            for n, printed in enumerate(model.printed_as):
                where = ("models", m, "printed_as", n)
                yield file, where, alias_record(printed), model.name, r.manufacturer


def _model_names(view: View) -> dict[tuple[str, str], str]:
    """Return the names of all models, by the loose keys of maker and name."""
    return {
        (loose_key(file.record.manufacturer), loose_key(model.name)): model.name
        for file in view.seed.cameras
        for model in file.record.models
    }


def _alias_is_a_model(view: View) -> Complaints:
    printed = _model_names(view)
    for said, spellings in (("alias", _aliases(view)), ("printed name", _printed(view))):
        for file, where, alias, name, maker in spellings:
            other = printed.get((loose_key(maker), loose_key(alias.name)))
            if other is not None and loose_key(other) != loose_key(name):
                message = f"{said} {alias.name!r} of {name} is the name of another model, {other}"
                yield file, where, message


def _alias_of_two(view: View) -> Complaints:
    owner: dict[tuple[str, str], str] = {}
    for file, where, alias, name, maker in _aliases(view):
        other = owner.setdefault((loose_key(maker), loose_key(alias.name)), name)
        if exact_key(other) != exact_key(name):
            yield file, where, f"alias {alias.name!r} is given to {other} and to {name}"


def _alias_spans_variants(view: View) -> Complaints:
    """Ask for a source where an alias is built like a name of its own."""
    patterns: dict[str, list[str]] = {}
    for maker_file in view.seed.manufacturers:
        r = maker_file.record
        patterns.setdefault(loose_key(r.name), []).extend(p.pattern for p in r.patterns)
    for file in view.seed.cameras:
        own = patterns.setdefault(loose_key(file.record.manufacturer), [])
        own.extend(p.pattern for p in file.record.patterns)
    for file, where, alias, name, maker in _aliases(view):
        text, known = alias.name, patterns[loose_key(maker)]
        if alias.source is not None or loose_key(text) == loose_key(name):
            continue
        built = next((p for p in known if is_readable(p) and fits(p, text)), None)
        if built is not None:
            message = f"alias {text!r} of {name} is built like a name of its own ({built})"
            yield file, where, f"{message}; give the source that both are one camera"


def _part_numbers(view: View) -> Complaints:
    """Find identifiers that lead to another camera or to one of two, or stand there twice."""
    named = _model_names(view)
    spelt: dict[tuple[str, str], str] = {}
    for *_, alias, name, maker in _aliases(view):
        spelt.setdefault((loose_key(maker), loose_key(alias.name)), name)
    owner: dict[tuple[str, str], str] = {}
    for file in view.seed.cameras:
        maker = loose_key(file.record.manufacturer)
        for m, model in enumerate(file.record.models):
            own: set[str] = set()
            for n, text in enumerate(model.identifiers):
                key, where = (maker, loose_key(text)), ("models", m, "identifiers", n)
                name = named.get(key, model.name)
                other = spelt.get(key, model.name)
                first = owner.setdefault(key, model.name)
                if exact_key(name) != exact_key(model.name):
                    told = f"part number {text!r} of {model.name} is the name of {name}"
                    yield file, where, told
                elif exact_key(other) != exact_key(model.name):
                    told = f"part number {text!r} of {model.name} is an alias of {other}"
                    yield file, where, told
                elif key[1] in own:
                    yield file, where, f"part number {text!r} of {model.name} stands there twice"
                elif exact_key(first) != exact_key(model.name):
                    told = f"part number {text!r} is given to {first} and to {model.name}"
                    yield file, where, f"{told}; what several share is printed_as"
                own.add(key[1])


def _placeholders(view: View) -> Complaints:
    """Find names that stand for several cameras."""
    for file in view.seed.cameras:
        for m, model in enumerate(file.record.models):
            found = placeholder_in(model.name)
            if found:
                told = f"{model.name!r} stands for several cameras ({found}); name each"
                yield file, ("models", m, "name"), told


def _two_makers(view: View) -> Complaints:
    """Find long names that two makers have: a rebrand, or somebody's mistake."""
    owner: dict[str, str] = {}
    rebrands = {
        loose_key(model.name)
        for file in view.seed.cameras
        for model in file.record.models
        if model.rebrand_of is not None
    }
    for file in view.seed.cameras:
        maker = file.record.manufacturer
        for m, model in enumerate(file.record.models):
            key = loose_key(model.name)
            other = owner.setdefault(key, maker)
            if other != maker and key not in rebrands and len(key) >= LONG_NAME:
                told = (
                    f"{model.name!r} is a camera of {other} too; if it is the same, say rebrand_of"
                )
                yield file, ("models", m, "name"), told


LONG_NAME: Final = 6
"""Letters and digits from which on two makers hardly come to one name by chance."""


def _hidden_characters(view: View) -> Complaints:
    for maker in view.seed.manufacturers:
        if printable(maker.record.name) != maker.record.name:
            yield maker, ("name",), _hides(maker.record.name)
    for file in view.seed.cameras:
        for m, model in enumerate(file.record.models):
            if printable(model.name) != model.name:
                yield file, ("models", m, "name"), _hides(model.name)


def _hides(name: str) -> str:
    return f"{printable(name)!r} holds characters that nobody sees; write the name anew"


RULES: Final = (
    Rule("L014", "model of two makers", "one of them may only sell it", "note", _two_makers),
    Rule("L028", "placeholder for a name", "it is no camera", "error", _placeholders),
    Rule("L029", "part number of two models", "it must mean one camera", "error", _part_numbers),
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
        needs=frozenset(("manufacturers",)),
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
        "one letter is another camera",
        "error",
        _alias_spans_variants,
    ),
    Rule(
        "L024",
        "name with hidden characters",
        "two names that look alike would be two cameras",
        "note",
        _hidden_characters,
    ),
)
