"""What a text of a quotation speaks of: a camera, or another of the `THINGS`; read by its words.

    Pendant kit for P3245-LVE          the words before a `for` tell what is sold
    Dome camera, wall mount included   what comes along is not what is sold
    IP camera licence                  of several things the last one is meant,
    licencia de cámara                 in Romance languages the first one,
    Montage Kamera                     or what nothing but a camera stands behind

A text is read clause by clause; the first clause that speaks of a thing decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, TypeAlias, cast, get_args

from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import LONGEST_NAME, unaccented
from integration_db.names.lines import line_words
from integration_db.names.lines.asides import without_asides
from integration_db.names.lines.line_words import THINGS
from integration_db.names.lines.quotation_words import in_english, may_lead
from integration_db.vocabulary import LineThing

# Patterns are kept as text: they compile when they are first used, in most look-ups never.
_CLAUSES: Final = r"[,;:()\[\]|•!?]|\.(?=\s|$)| [-–—] |\n"
_BRACKETS: Final = r"[(\[]([^()\[\]]*)[)\]]"
_ASIDES: Final = r"(?=[,;|(\[])|(?<=[)\]])"
_SHORTENED: Final = r"\b(incl|inkl|excl|exkl|cat|kat|mt|art|nr|no|ca|approx|lic)\."
_UNITS: Final = r"\b(\d+(?:[.,]\d+)?) (mpx?|megapixel|fps|tb|mm)\b"
_WORDS: Final = r"[^\W\d_]+"
_PORTS: Final = r"\d{1,3}[- ](?:port|poort|ports|poorts|puertos|portas|porte)"
_LENS: Final = rf"\b(?:{line_words.LENS_QUALITY})\b"
_QUALITY: Final = rf"\b(?:{line_words.QUALITY})\b"
_INSTEAD: Final = (
    r"\b(?:(?:in place|instead|in lieu) of|an ?stelle von|anstatt|statt|au lieu d[eu]"
    r"|e[nm] (?:lugar|vez) de|[aà] la place de|al posto di|invece di|in plaats van)"
    r"(?: [^\W\d_]+\.?)? \d+(?:\.\d+)*[a-z]?\b(?!-)"
)
"""Words for the position that an optional one would take the place of."""
_LOTS: Final = r"\d+ [^\W\d_]+ (?:of|d[ei]|von|van|d['’])\b"
"""So many of something, as many as nobody says."""
_SIZE: Final = r"\d{1,3}tb|raid"
_BUILT: Final = r"rack ?mount(?:ed|able)?"
_CHANNELS: Final = (
    r"\b\d{1,3}[ -]?(?:ch|channels?|kanale?|canal(?:es|i)?|canais|voies|kana(?:al|len))\b"
)
"""So many channels; beside a size of storage they tell a recorder."""
_BEFORE_CAMERAS: Final = frozenset(("service", "licence", "accessory", "cable", "storage"))
"""Things that lines put in front of a camera in any language: `Montage Kamera`."""
_REMARKS: Final = r"[,;|•!?/]|\.(?=\s|$)| [-–—] |\n|:(?=[^\d]*$)"
"""Signs between the parts of a remark; behind a colon digits are of a product."""
_DENYING: Final = frozenset(
    ("no", "not", "without", "kein", "keine", "ohne", "sin", "sans", "senza", "sem", "geen")
)
_BEHIND_CAMERAS: Final = frozenset(("service", "licence", "accessory", "recorder"))
"""Things that are meant where their word stands right behind a camera's; of others it has some."""
_OPTION_BEGINS: Final = frozenset(phrase.partition(" ")[0] for phrase in line_words.OPTION)
_CAMERA_ENDS: Final = ("camera", "kamera")
_MOST_HEADING_WORDS: Final = 7
_MOST_WORDS: Final = 60
_PLURALS: Final = ("s", "es", "n", "en", "e", "er")
_LONGEST_PHRASE: Final = 4
_SHORTEST_END: Final = 3
"""Letters in front of the end of a longer word."""


class ThingSaid(NamedTuple):
    """What a text speaks of; `target` is what it says that this is for, empty where it does not.

    `leads` tells that the text begins with the thing, `told_alone` that no word of the text is of a
    camera, nor of what cameras have.
    """

    thing: LineThing
    target: str
    leads: bool
    told_alone: bool


Position: TypeAlias = Literal["optional", "undecided"]
"""A position that may be left out, or one *or equal*."""

POSITIONS: Final[tuple[Position, ...]] = ("optional", "undecided")
"""All of them."""

_Sign: TypeAlias = Literal["for", "with", "preposition", "quality"]

_SIGNS: Final[frozenset[str]] = frozenset(get_args(_Sign))


class _Word(NamedTuple):
    """A thing or a sign in a clause, and where it stands."""

    at: int
    end: int
    is_a: LineThing | _Sign


@lru_cache(maxsize=4096)
def thing_said(text: str) -> ThingSaid | None:
    """Return what a text speaks of, None where none of its words tells."""
    folded = _folded(text)
    qualities = has_quality(text)
    clauses = _clauses(folded)
    if _begins_work(clauses):
        return ThingSaid("service", "", leads=True, told_alone=False)
    for number, words in enumerate(clauses):
        found = list(_found(words))
        one = _head(words, found)
        if one is None:
            continue
        thing, target = one
        things = {w.is_a for more in clauses for w in _found(more)}
        return ThingSaid(
            thing,
            target,
            number == 0 and bool(found) and found[0].at == 0 and found[0].is_a == thing,
            not qualities and "camera" not in things,
        )
    return _of_quality(folded, clauses, not qualities)


def _begins_work(clauses: Sequence[Sequence[str]]) -> bool:
    """Whether a text begins with what is work only there, as `Montaje cámara`.

    Nothing but cameras, cables and services stand behind it, up to what comes along.
    """
    first, *rest = clauses
    start = _first_word(first)
    begun = range(1, _LONGEST_PHRASE)
    count = next((n for n in begun if " ".join(first[start : start + n]) in line_words.WORK), 0)
    behind: set[LineThing | _Sign] = set()
    for word in (w for words in (first[start + count :], *rest) for w in _found(words)):
        if word.is_a == "with":
            break
        behind.add(word.is_a)
    behind -= {"preposition", "quality"}
    return bool(count and behind) and behind <= {"camera", "service", "cable"}


def says_of_cameras(text: str) -> bool:
    """Whether a text says of several cameras what no list of words has: `Tri des caméras`."""
    for words in _clauses(_folded(text)):
        found = list(_found(words))
        one = next((one for one in found if one.is_a == "camera"), None)
        if one is not None:
            read = {at for other in found for at in range(other.at, other.end)}
            before = (word for at, word in enumerate(words[: one.at]) if at not in read)
            return _is_plural(words, one) and not all(map(_leads, before))
    return False


def _is_plural(words: Sequence[str], camera: _Word) -> bool:
    """Whether cameras are spoken of, and not one: `camera's`, `Kameras`, `telecamere`."""
    last = words[camera.end - 1]
    return last.endswith(("s", "telecamere")) or "s" in words[camera.end : camera.end + 1]


def _leads(word: str) -> bool:
    """Whether a word is one that lists begin with before they name a camera."""
    return len(word) == 1 or word.isdecimal() or may_lead(in_english(word.upper()))


def _of_quality(
    folded: str, clauses: Sequence[Sequence[str]], told_alone: bool
) -> ThingSaid | None:
    """Return what a text speaks of that names no thing, but how large or built it is."""
    if not any(word.is_a == "quality" for words in clauses for word in _found(words)):
        return None
    thing: LineThing = "storage" if re.search(rf"\b(?:{_SIZE})\b", folded) else "fitting"
    if re.search(_CHANNELS, folded):
        thing = "recorder"
    return ThingSaid(thing, "", leads=False, told_alone=told_alone)


def _head(words: Sequence[str], found: Sequence[_Word]) -> tuple[LineThing, str] | None:
    """Return the thing that a clause is about, and what it says that this is for."""
    supplied = any(word in line_words.SUPPLY for word in words)
    part: list[_Word] = []
    for one in found:
        if one.is_a == "with" and one.end == len(words):
            return None  # `wall mount included`
        if one.is_a == "for" and one.at and not part:
            return None  # what it is for is told, and not what it is
        if one.is_a == "quality":
            continue  # recorders have it too
        if one.is_a in _SIGNS:
            if part or one.is_a == "with":
                target = " ".join(words[one.end :]) if one.is_a == "for" else ""
                target = target or _target_behind(words, found, one)
                return (_meant(words, part), target) if part else None
            continue
        if not (supplied and one.is_a == "service"):
            part.append(one)
    return (_meant(words, part), "") if part else None


def _meant(words: Sequence[str], part: Sequence[_Word]) -> LineThing:
    """Return which of the things in a part of a clause it is about."""
    first, *others = part
    romance = any(word in line_words.ROMANCE for word in words)
    before_cameras = (
        first.is_a in _BEFORE_CAMERAS
        and first.at == _first_word(words)
        and all(one.is_a in ("camera", first.is_a) for one in others)
        and not _may_describe(words[first.at : first.end])
    )
    meant = first if romance or before_cameras else part[-1]
    return cast("LineThing", meant.is_a)


def _may_describe(words: Sequence[str]) -> bool:
    """Whether a thing in front of a camera may be one that the camera has, as in `Micro camera`."""
    phrase = " ".join(words)
    return phrase in line_words.ON_CAMERAS or phrase.endswith(tuple(line_words.ON_CAMERAS))


def _first_word(words: Sequence[str]) -> int:
    """Return where the words begin behind numbers and single letters: `12 x Montage`."""
    told = (at for at, word in enumerate(words) if len(word) > 1 and not _has_digit(word))
    return next(told, len(words))


def _target_behind(words: Sequence[str], found: Sequence[_Word], sign: _Word) -> str:
    """Return what stands behind a later `for` of the clause."""
    later = next((one for one in found if one.is_a == "for" and one.at > sign.at), None)
    return " ".join(words[later.end :]) if later else ""


def _found(words: Sequence[str]) -> Iterator[_Word]:
    """Yield the things and signs of a clause, the longest reading of each place."""
    at = 0
    while at < len(words):
        longest = _LONGEST_PHRASE if _begins_phrase(words[at]) else 1
        for length in range(min(longest, len(words) - at), 0, -1):
            is_a = _meaning(" ".join(words[at : at + length]))
            if is_a is not None:
                yield _Word(at, at + length, is_a)
                at += length - 1
                break
        at += 1


@lru_cache(maxsize=8192)
def _begins_phrase(word: str) -> bool:
    """Whether several words may be one thing or sign of which this is the first."""
    return word in _first_words() or word[0].isdigit()


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """Return the first words of the phrases that are things or signs."""
    phrases = (*_table(), *line_words.FOR, *line_words.WITH, *line_words.PREPOSITIONS, "rack mount")
    return frozenset(first for first, *more in map(str.split, phrases) if more)


@lru_cache(maxsize=8192)
def _meaning(phrase: str) -> LineThing | _Sign | None:
    """Return what a word or phrase is."""
    if phrase in line_words.FOR:
        return "for"
    thing = _table().get(phrase)
    if thing is not None:
        return thing
    if phrase in line_words.WITH:
        return "with"
    if phrase in line_words.PREPOSITIONS:
        return "preposition"
    if re.fullmatch(_PORTS, phrase):
        return "network"
    if re.fullmatch(f"{_SIZE}|{_BUILT}", phrase):
        return "quality"
    for ending in _PLURALS:
        if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
            thing = _table().get(phrase[: -len(ending)])
            if thing is not None:
                return thing
    return _of_compound(phrase)


def _of_compound(word: str) -> LineThing | None:
    """Return what a long word of German or Dutch is by its end: the longest end that is known."""
    if " " in word or not word.isalpha():
        return None
    for start in range(_SHORTEST_END, len(word) - 2):
        end = word[start:]
        for trial in (end, *(end[: -len(p)] for p in _PLURALS if end.endswith(p))):
            thing = _endings().get(trial)
            if thing is not None:
                return thing
    return None


@lru_cache(maxsize=1)
def _table() -> dict[str, LineThing]:
    """Return every phrase with what it is; of two the first."""
    return {
        phrase.removeprefix("-"): thing
        for thing, phrases in reversed([*THINGS.items()])
        for phrase in phrases
    }


@lru_cache(maxsize=1)
def _endings() -> dict[str, LineThing]:
    """Return the ends of longer words with what they are."""
    return {
        phrase[1:]: thing
        for thing, phrases in reversed([*THINGS.items()])
        for phrase in phrases
        if phrase.startswith("-")
    }


def _clauses(folded: str) -> list[list[str]]:
    """Return the words of each clause of a folded text."""
    return [_words_of(clause) for clause in re.split(_CLAUSES, folded)]


def _words_of(clause: str) -> list[str]:
    """Return the words of a clause; one with digits holds together, others part at dashes."""
    words: list[str] = []
    for chunk in clause.split()[:_MOST_WORDS]:
        if _has_digit(chunk):
            words.append(chunk.strip("\"'&/-+*#"))
        else:
            words += re.findall(_WORDS, chunk)
    return [word for word in words if word]


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    """Return a text in small letters without accents, a number and its unit in one."""
    text = without_asides(unaccented(text[:LONGEST_NAME].casefold()))
    text = re.sub(_SHORTENED, r"\1 ", text).replace("w/", "with ")
    return re.sub(_UNITS, r"\1\2", " ".join(text.split()))


def parted(text: str) -> tuple[list[LineThing], list[str]]:
    """Return the things that a text names, and its other words.

    These are in small letters without accents, and without small ones as `for` and `with`.
    """
    words = _words_of(_folded(text))
    things: list[LineThing] = []
    others: list[str] = []
    end = 0
    for one in _found(words):
        others += words[end : one.at]
        end = one.end
        if one.is_a not in _SIGNS:
            things.append(cast("LineThing", one.is_a))
    return things, others + words[end:]


def names_other_thing(text: str) -> bool:
    """Whether a text calls what it names something that is no camera, whatever camera it names.

    It does so by several words (`dome window`, `camera station`), by a word that ends as a camera's
    (`Rückfahrkamera`), or right behind one (`dome camera installation`). Of other single words it
    may be said what a camera has; intercoms and the like stand in the catalogue beside cameras.
    """
    return any(map(_calls_other_thing, _clauses(_folded(text))))


def _calls_other_thing(words: Sequence[str]) -> bool:
    """Whether a clause does, up to what it says that this is for, or comes along."""
    supplied = any(word in line_words.SUPPLY for word in words)
    end_of_camera = None
    for one in _found(words):
        called = words[one.at : one.end]
        if one.is_a in ("for", "with"):
            return False
        if one.is_a == "camera":
            end_of_camera = one.end
        elif one.is_a in _SIGNS or one.is_a == "device" or _may_describe(called):
            continue
        elif supplied and one.is_a == "service":
            continue  # what is delivered is also installed
        elif one.is_a not in _BEHIND_CAMERAS and end_of_camera is not None:
            continue  # a camera has it, as an SD card
        elif len(called) > 1 or called[0].endswith(_CAMERA_ENDS) or one.at == end_of_camera:
            return True
    return False


def without_what_comes_along(text: str) -> str:
    """Return a text without the clauses that tell with what a thing comes: `, mount included`.

    The first clause stays, and each that has a digit in it: it may name a product.
    """
    first, *rest = re.split(_ASIDES, text)
    return "".join((first, *(clause for clause in rest if not _comes_along(clause))))


def _comes_along(clause: str) -> bool:
    """Whether a clause says that something that is no camera is included, or is not."""
    if _has_digit(clause):
        return False
    words = _words_of(_folded(clause.strip(" ,;|()[]")))
    said = {word.is_a for word in _found(words)}
    if any(" ".join(words[-count:]) in line_words.APART for count in range(1, _LONGEST_PHRASE)):
        said.add("with")
    return "with" in said and "camera" not in said and bool(said - _SIGNS)


def words_sold(text: str) -> list[str]:
    """Return the words with digits in a text, up to one that says what it is for, or with what."""
    sold: list[str] = []
    for word in text.split():
        folded = _words_of(_folded(word))
        if folded and folded[0] in line_words.FOR | line_words.WITH:
            break
        if _has_digit(word):
            sold.append(word.strip(".,;:()[]\"'"))
    return sold


def has_quality(text: str) -> bool:
    """Whether a text says what cameras have and little else, as so many megapixels."""
    return has_own_quality(text) or re.search(_LENS, _folded(text)) is not None


def has_own_quality(text: str) -> bool:
    """Whether a text says what cameras have and no lens has by itself."""
    return re.search(_QUALITY, _folded(text)) is not None


def is_sum(text: str) -> bool:
    """Whether a text is nothing but the name of a sum, or of a tax."""
    words = [word for word in _words_of(_folded(text)) if word.isalpha()]
    rest = [word for word in words if word not in line_words.AROUND_SUM]
    return bool(rest) and all(word in line_words.SUM for word in _joined(rest))


def _joined(words: list[str]) -> list[str]:
    """Return words, each two that are a phrase of a sum as one."""
    for at, pair in enumerate(zip(words, words[1:], strict=False)):
        phrase = " ".join(pair)
        if phrase in line_words.SUM:
            return [*words[:at], phrase, *_joined(words[at + 2 :])]
    return words


def begins_sum(text: str) -> bool:
    """Whether a text begins with a word for a sum."""
    words = [w for w in _words_of(_folded(text)) if w not in ("grand", "sales", "zzgl", "inkl")]
    return any(" ".join(words[:n]) in line_words.SUM for n in (1, 2))


def adds_up(text: str) -> bool:
    """Whether a text begins or ends as lines do that count or add up others: `Cameras total`."""
    words = [word for word in _words_of(_folded(text)) if not word[0].isdigit()]
    return any(
        " ".join(end) in line_words.SUM_OF
        for count in range(1, _LONGEST_PHRASE)
        for end in (words[:count], words[-count:])
    )


def begins_heading(text: str) -> bool:
    """Whether a text begins as headings and notes do, and counts nothing: `2 lots of ...`."""
    if re.match(_LOTS, _folded(text)):
        return False
    return _begins(text, line_words.HEADING | line_words.NOTE)


def is_note(text: str) -> bool:
    """Whether a line that counts nothing is a note rather than a heading: it says a sentence."""
    return _begins(text, line_words.NOTE) or len(_words_of(_folded(text))) > _MOST_HEADING_WORDS


def _begins(text: str, phrases: line_words.Phrases) -> bool:
    words = _words_of(_folded(text))
    first = next((n for n, word in enumerate(words) if word[:1].isalpha()), 0)
    words = words[first:]
    return any(" ".join(words[:n]) in phrases for n in range(1, _LONGEST_PHRASE))


def heads_options(text: str) -> bool:
    """Whether a text is a heading of optional positions: `3. Options`, `PARTIDAS OPCIONALES`.

    One that denies it (`no alternatives`) is none, nor one that names a product.
    """
    words = [word for word in _words_of(_folded(re.sub(_BRACKETS, " ", text))) if len(word) > 1]
    words = [w for w in words if any(map(str.isalpha, w)) and not has_own_quality(w)]
    while len(words) > 1 and words[0] in line_words.HEADING:
        words = words[1:]
    if not words or len(words) > _MOST_HEADING_WORDS or any(map(_has_digit, words)):
        return False
    if words[0] in _DENYING:
        return False
    ends = (words[-count:] for count in range(1, _LONGEST_PHRASE) if count < len(words))
    behind = any(" ".join(end) in line_words.OPTION for end in ends)
    return bool(_option_words(words)) or behind


def positions_in_remark(text: str) -> frozenset[Position]:
    """Return what a remark beside a line says of its position, and of nothing else.

    A clause of it says nothing but that: `Quoted as option; wall mount incl.`, but not `optional
    heater available`.
    """
    folded = _folded(text)
    said: set[Position] = set()
    if _is_left_open(_words_of(folded)):
        said.add("undecided")
    if any(_says_option(clause) for clause in re.split(_REMARKS, folded)):
        said.add("optional")
    return frozenset(said)


def _says_option(clause: str) -> bool:
    """Whether a clause of a remark says nothing but that a position is optional."""
    words = _words_of(clause)
    before = line_words.BEFORE_OPTION
    for at in range(len(words)):
        if _is_option(words[at:]):
            return True
        if words[at] not in before and " ".join(words[at : at + 2]) not in before:
            return False
    return False


def positions_in(text: str) -> frozenset[Position]:
    """Return whether a text is one of a position that is optional, or leaves open what is meant."""
    folded = _folded(text)
    words = _words_of(folded)
    said: set[Position] = set()
    if _is_left_open(words):
        said.add("undecided")
    aside = [*re.findall(_BRACKETS, folded), re.split(_CLAUSES, folded.rstrip(" .)]"))[-1]]
    if _option_words(words) or any(_is_option(_words_of(clause)) for clause in aside):
        said.add("optional")
    if _option_behind(words) is not None:
        said.add("optional")
    return frozenset(said)


def _is_left_open(words: Sequence[str]) -> bool:
    """Whether words say *or equal* somewhere."""
    return any(
        word in line_words.OR and any(one in line_words.EQUAL for one in words[at + 1 : at + 4])
        for at, word in enumerate(words)
    )


def offers_choice(text: str) -> bool:
    """Whether a text names one product or another, as in `M4216-V / M4216-LV`."""
    words = _folded(text).replace("/", " / ").split()
    return any(
        word in line_words.OR | {"/"} and _has_digit(before) and _has_digit(behind)
        for before, word, behind in zip(words, words[1:], words[2:], strict=False)
    )


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _is_option(words: Sequence[str]) -> bool:
    """Whether a clause says nothing but that a position is optional."""
    count = _option_words(words)
    return bool(count) and all(
        word in line_words.OPTION_ITEM or not word.isalpha() or len(word) == 1
        for word in words[count:]
    )


def _option_words(words: Sequence[str]) -> int:
    """Return how many words at the beginning say that something is optional."""
    if not words or words[0].partition(" ")[0] not in _OPTION_BEGINS:
        return 0
    for count in range(_LONGEST_PHRASE, 0, -1):
        if " ".join(words[:count]) in line_words.OPTION:
            return count
    return 0


def without_words(text: str) -> str:
    """Return a text without the words that say that it is optional, or undecided."""
    first, colon, rest = re.sub(_INSTEAD, "", text, flags=re.I).partition(":")
    text = first + colon + rest
    kept = (rest if colon and _is_option(_words_of(_folded(first))) else text).split()
    folded = [" ".join(_words_of(_folded(word))) for word in kept]
    for at, word in enumerate(folded):
        if word in line_words.OR and any(
            one in line_words.EQUAL for one in folded[at + 1 : at + 4]
        ):
            kept = kept[:at]
            break
    kept = _without_option(kept)
    while kept and _is_aside(kept[0]):
        kept = kept[1:]
    while kept and _is_aside(kept[-1]):
        kept = kept[:-1]
    return " ".join(kept)


def _without_option(words: list[str]) -> list[str]:
    """Return words without those at the beginning, and behind a name, that say optional."""
    folded = [" ".join(_words_of(_folded(word))) for word in words]
    count = _option_words(folded)
    words, folded = words[count:], folded[count:]
    return words[: _option_behind(folded)]


def _option_behind(words: Sequence[str]) -> int | None:
    """Return where words begin that stand behind a name and say that it is optional."""
    for at, word in enumerate(words, 1):
        if word in line_words.WITH:
            return None  # what comes along may be optional
        if _has_digit(word) and _is_option(" ".join(words[at:]).split()):
            return at
    return None


def _is_aside(word: str) -> bool:
    """Whether a word at an end of a text is nothing but a mark, or says that it is optional."""
    words = _words_of(_folded(word))
    return not words or _is_option(words) or words[0] in line_words.OPTION_ITEM
