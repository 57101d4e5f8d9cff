"""Counting, joining, and what is said in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

EVERY: Final = "every firmware"


SIGNS: Final = {
    **{">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< "},
    **{"build>=": "build ≥ ", "build<": "build < "},
}
"""How the signs of bounds are written; any other stays as it is."""


def range_words(clauses: Iterable[Iterable[tuple[str, str]]]) -> str:
    """Return a firmware range as people read it.

    Every clause is given as its bounds: a sign such as `<` or `build>=`, and a version or day.
    """
    ranges = [", ".join([SIGNS.get(s, s) + to for s, to in bounds]) for bounds in clauses]
    return " | ".join(ranges) or EVERY


def if_it_runs(firmware: str, in_doubt: bool) -> str:
    """Return a firmware range; `in_doubt`, where nobody has shown that the camera runs it."""
    return f"{firmware} (if it runs it)" if in_doubt else firmware


def spoken_range(clauses: Iterable[Sequence[tuple[str, str]]]) -> str:
    """Return a firmware range as it is said in a sentence: `7.20 to 11.11`; see `range_words`."""
    return ", or ".join([_spoken_clause(bounds) for bounds in clauses])


def _spoken_clause(bounds: Sequence[tuple[str, str]]) -> str:
    if [sign for sign, _ in bounds] == [">=", "<="]:
        (_, first), (_, last) = bounds
        return first if first == last else f"{first} to {last}"
    if [sign for sign, _ in bounds] == [">", "<="]:
        (_, before), (_, last) = bounds
        return f"later than {before}, up to {last}"
    return " and ".join(SPOKEN[sign].format(to) for sign, to in bounds)


SPOKEN: Final = {
    **{">=": "{} or later", ">": "later than {}", "<=": "{} or earlier", "<": "before {}"},
    **{"build>=": "built on {} or later", "build<": "built before {}"},
    **{"=": "{}", "any ": "any {}", "": "{}"},
}
"""Each sign of a bound in words, with its version or day."""


def anchor_words(parts: Mapping[str, str], title: str = "") -> str:
    """Return where something stands in a document: `page 12, "HTTPS settings"`.

    `parts` are those of an anchor that are there: `page`, `section`, `phrase`. A page with which
    the `title` of the source ends is not said again.
    """
    words = {"page": "page {}", "section": "section \u201c{}\u201d", "phrase": "\u201c{}\u201d"}
    said = [form.format(parts[name]) for name, form in words.items() if name in parts]
    return ", ".join([one for one in said if not title.endswith(f" {one}")])


def with_article(words: str) -> str:
    """Return words with `a` or `an` before them."""
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def any_of(words: Iterable[str]) -> str:
    """Return words as in a sentence: `a, b or c`."""
    listed: Sequence[str] = list(words)
    return " or ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def all_of(words: Iterable[str]) -> str:
    """Return words as in a sentence: `a, b and c`."""
    listed: Sequence[str] = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def first_of(
    words: Sequence[str], most: int, *, of: int | None = None, mark: str = ", ", more: str = "more"
) -> str:
    """Return the first words of a list, the others counted: `a, b, c and 2 more`.

    `of` is how many there are where `words` are not all of them, `mark` what stands between them,
    `more` what the others are called.
    """
    shown = list(words[:most])
    left = (len(words) if of is None else of) - len(shown)
    return mark.join(shown) + (f" and {left:,} {more}" if left > 0 else "")


def did_you_mean(near: Iterable[str]) -> str:
    """Return the question whether one of these names was meant."""
    return f"did you mean {' or '.join(near)}?"


def hint(near: Collection[str]) -> str:
    """Return what follows a complaint about a name: the same question, if any name is near."""
    return f"; {did_you_mean(near)}" if near else ""


def capital(text: str) -> str:
    """Return text with its first letter raised; the others stay, as in `HTTPS support`."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Return a clause as a sentence: a capital in front, a full stop behind."""
    return capital(text if text[-1:] in (".", "?", "!") else f"{text}.")


_BRIEF: Final = 100


def brief(text: str) -> str:
    """Return text of the list as it stands among other text."""
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF]}…"


def word(name: str) -> str:
    """Return a name of the vocabulary as people read it: `vendor_page` is a vendor page."""
    return name.replace("_", " ")


def runs_of(numbers: Iterable[int], most: int = 10) -> str:
    """Return numbers as they are listed: `2-5, 9 and 12`; of many runs only the first."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = ["-".join(map(str, run)) for run in runs]
    return first_of(shown, most) if len(runs) > most else all_of(shown)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, as in `1 line` and `2,000 lines`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def spelt(number: int) -> str:
    """Return a small number as a word; a greater one in digits."""
    return _SMALL[number] if number < len(_SMALL) else f"{number:,}"


_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
