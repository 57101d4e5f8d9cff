"""What a heading of a list means, and how it is compared with those that are known.

A heading is compared without case, accents, spaces and marks. Behind it a remark may stand, in
brackets or behind a dash ("Firmware version (if known)"), and in front of it the thing that it is
about ("Camera model", `device.model`). `Model No.`, `Model #` and `Model number` are one heading.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from integration_db.check.reading.headings import HEADINGS, TWO_MEANINGS
from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import unaccented


def _set(*words: str) -> frozenset[str]:
    return frozenset(word for text in words for word in text.split(" "))


_FUTURE: Final = _set(
    "target targeted proposed planned new required requested recommended latest available",
    "future wanted wish wished desired upgrade next minimum min soll ziel geplant neu neue",
    "empfohlen verfugbar gewunscht nuevo nueva objetivo propuesto propuesta recomendado",
    "recomendada disponible deseado cible nouveau nouvelle propose recommande prevu souhaite",
    "nuovo nuova previsto prevista consigliato proposto desiderato novo nova recomendado",
    "desejado nieuw nieuwe gepland doel voorgesteld aanbevolen gewenst",
)
"""Words of a remark that tell what is to come."""

_TODAY: Final = _set(
    "current currently today now installed actual existing present running ist aktuell",
    "aktuelle aktueller derzeitige derzeitiger jetzige jetziger installierte installierter",
    "vorhandene vorhandener bestehende bestehender existente existentes existante existant",
    "esistente bestaande installiert heute vorhanden instalado instalada actuel actuelle installe",
    "attuale installato installata atual huidig huidige geinstalleerd old alt alte antiguo",
    "antigua ancien ancienne vecchio vecchia antigo antiga oud oude previous",
)
"""Words of a remark that tell what is so today."""

_OTHER_DEVICE: Final = _set(
    "switch nvr dvr recorder server router gateway customer client kunde rekorder site"
)
"""Words of a remark that tell that something else than the camera is meant."""

_THINGS: Final = _set(
    "camera cameras cam device unit hardware product item equipment asset info deviceinfo",
    "kamera gerat gerate camara telecamera appareil dispositivo equipo equipamento apparaat",
)
"""Words for what a heading is about, in front of what it says of it."""

_HOLDERS: Final = _set(
    "attributes attribute attrs properties property props data details detail specs spec",
    "specification specifications meta metadata fields field values node record object entity",
    "system general basic identity description",
)
"""What holds the things that are said of a device, in front of a dot: `attributes.model`."""

_PARTS_AND_OTHERS: Final = _set(
    "lens sensor disk hdd ssd sd card sdcard battery psu power cpu gpu chip soc module housing",
    "mount license licence monitor display host parent port interface uplink location user owner",
)
"""Words in front of a dot that tell that a part of the camera is meant, or something else."""

_OF_A_DEVICE: Final = frozenset(("model", "part_number", "manufacturer", "firmware"))
"""What a heading may say of a device that has a name of its own in front of a dot."""

_NAMES_OF_DEVICE: Final = frozenset(("name", "model", "plugin", "description", "part_number"))
"""What a remark may say of a recorder that is named."""

_ARTICLES: Final = _set(
    "artikel article articolo articulo artigo produkt product producto produit prodotto produto"
)
"""What is offered, in front of what one column of several says of it."""

_OF_AN_ARTICLE: Final = frozenset(("manufacturer", "model", "description", "quantity"))

_SAID_OF_TODAY: Final = frozenset(("firmware", "protocol"))
"""What a list says of today in words of its heading, before or behind the thing."""

_KINDS_OF_CAMERA: Final = _set("ip network cctv video security")
_OF: Final = _set("of the de la las los l le les der des du della do da dos van het")
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"(?<=[a-z]{2})(?:number|nummer|numero|num|nr|no)$")
_NUMBER_MARK: Final = re.compile(r"(?<=[\w.])\s*[#№]|\b[nN]\s*[°º]|\b[nN]\.\s?[º°]")
_WHOLE_IN_BRACKETS: Final = re.compile(r"\s*[\[(<{]([^\[\](){}<>]*)[\])>}]\s*")
_REMARK: Final = re.compile(
    r"(.*?\w\W*?)\s*(?:[\[(]([^\])]*)[\])]?|\s[-\u2013\u2014:]\s+(.*))\s*\W*"
)
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
_SLASH: Final = re.compile(r"\s*[/|]\s*")


class Meaning(NamedTuple):
    """What a heading says: one field, or several of which the cells tell the right one.

    The lower the `rank`, the surer: headings that say more, then those that stand first in the
    table. `told` is whether the heading itself says that today's or the wished value is meant.
    """

    fields: tuple[str, ...]
    rank: tuple[int, int]
    told: bool = False


def folded(heading: str) -> str:
    """Return a heading as it is compared: letters and digits in lower case, without accents."""
    return _NO_LETTERS.sub("", unaccented(heading).casefold())


def _words(text: str) -> list[str]:
    return _WORD.findall(unaccented(text))


def _key(heading: str) -> str:
    """Return the folded heading, in which all words for a number are one."""
    return _NUMBER.sub("no", folded(_NUMBER_MARK.sub(" no", heading)))


_LONGEST: Final = 200
"""Characters; a longer text is no heading."""

_TWO: Final = 100
"""The rank of headings that mean two things: behind all others."""


def _table() -> dict[str, tuple[tuple[str, ...], int]]:
    known: dict[str, tuple[tuple[str, ...], int]] = {
        _key(heading): (fields, rank)
        for fields, headings in TWO_MEANINGS.items()
        for rank, heading in enumerate(headings.split(", "), start=_TWO)
    }
    for field, languages in HEADINGS.items():
        known.setdefault(_key(field), ((field,), 0))
        for headings in languages.values():
            for rank, heading in enumerate(headings.split(", ")):
                old = known.get(_key(heading))
                if old is None or old[0] == (field,):
                    known[_key(heading)] = ((field,), min(rank, old[1] if old else rank))
    return known


_KNOWN: Final = _table()


def says_when(text: str) -> bool:
    """Whether a text says only that what is so today is meant, or what is to come."""
    words = set(map(folded, _words(text)))
    return bool(words) and words <= _FUTURE | _TODAY


def is_about_others(text: str) -> bool:
    """Whether a text only names another device, or a part of one, which may have a model too."""
    words = set(map(folded, _words(text)))
    others = words - _THINGS
    return bool(others) and others <= _OTHER_DEVICE | _PARTS_AND_OTHERS


@lru_cache(maxsize=1 << 15)
def meaning_of(heading: str) -> Meaning | None:
    """Return what a heading says, None for one that is not known."""
    if len(heading) > _LONGEST:
        return None
    whole = _WHOLE_IN_BRACKETS.fullmatch(heading)
    heading = whole[1] if whole else heading
    found = _plain(heading)
    if found is not None:
        return found
    parts = _REMARK.fullmatch(heading)
    if parts is None:
        return _of_today(_words(heading))
    words = _words(parts[1])
    found = _plain(parts[1]) or _of_today(words)
    if found is None and words and all(folded(word) in _THINGS for word in words):
        return _plain(parts[2] or parts[3] or "")  # `Device (model)`, over two rows
    remark = parts[2] or parts[3] or ""
    said = _plain(remark) if folded(parts[1]) in _ARTICLES else None
    if said is not None and set(said.fields) & _OF_AN_ARTICLE:
        return said._replace(rank=(3, said.rank[1]))  # `Artikel (Hersteller)`
    return None if found is None else _with_remark(found, remark)


def _with_remark(meaning: Meaning, remark: str) -> Meaning | None:
    """Return what a heading says that has a remark; None where the remark tells something else."""
    words = set(map(folded, _words(remark)))
    (field, *others), (_, rank) = meaning.fields, meaning.rank
    if words & _OTHER_DEVICE:
        return None
    said = _plain(remark) if field == "recorder" else None
    if said is not None and said.fields[0] not in _NAMES_OF_DEVICE:
        return None  # the maker or the address of a recorder does not tell which one it is
    if words & _FUTURE:
        if field == "ip":
            return Meaning(("new_ip",), (2, rank))
        return meaning._replace(told=True) if field == "protocol" else None
    if words & _TODAY and not others:
        return _as_today((field,), rank)
    return meaning._replace(rank=(2, rank))


def _plain(heading: str) -> Meaning | None:
    """Return what a heading without a remark says."""
    found = _KNOWN.get(_key(heading))
    if found is not None:
        return Meaning(found[0], (1, found[1]))
    parts = _SLASH.split(heading)
    if len(parts) > 1:
        either = [_KNOWN.get(_key(part)) for part in parts]
        told = [one for one in either if one is not None]
        if told and all(one[0] == told[0][0] for one in told):
            return Meaning(told[0][0], (2, told[0][1]))
    holder, _, inner = heading.partition(".")
    if inner and folded(holder) in _HOLDERS:
        held = _plain(inner)
        return None if held is None else held._replace(rank=(3, held.rank[1]))
    words = _words(heading)
    while len(words) > 1 and _is_thing(words):
        words.pop(0)
        found = _KNOWN.get(_key(" ".join(words)))
        if found is not None:
            return Meaning(found[0], (3, found[1]))
    if len(words) > 2 and folded(words[-1]) in _THINGS:
        words.pop()
        while len(words) > 1 and folded(words[-1]) in _OF:
            words.pop()
        found = _KNOWN.get(_key(" ".join(words)))
        if found is not None:
            return Meaning(found[0], (3, found[1]))
    return _of_a_device(heading)


def _of_today(words: list[str]) -> Meaning | None:
    """Return what a heading says of today without brackets: `Micrologiciel actuel`."""
    others = [word for word in words if folded(word) not in _TODAY]
    if not others or len(others) == len(words):
        return None
    found = _KNOWN.get(_key(" ".join(others)))
    if found is None or found[0][0] not in _SAID_OF_TODAY:
        return None
    return _as_today(*found)


def _as_today(fields: tuple[str, ...], rank: int) -> Meaning:
    """Return what a heading says of today, which goes before all others."""
    fields = ("protocol_today",) if fields == ("protocol",) else fields
    return Meaning(fields, (0, rank), told=True)


def _of_a_device(heading: str) -> Meaning | None:
    """Return what a heading says of a device in front of a dot, as in `hw_info.model`.

    It is the name of a member and has no blank; behind a full stop a sentence begins.
    """
    device, _, last = heading.rpartition(".")
    words = set(map(folded, _words(device)))
    if not words or " " in heading or words & (_OTHER_DEVICE | _PARTS_AND_OTHERS):
        return None
    found = _KNOWN.get(_key(last))
    if found is None or not _OF_A_DEVICE.issuperset(found[0]):
        return None
    return Meaning(found[0], (4, found[1]))


def _is_thing(words: list[str]) -> bool:
    first, second = folded(words[0]), folded(words[1])
    return first in _THINGS or (first in _KINDS_OF_CAMERA and second in _THINGS)
