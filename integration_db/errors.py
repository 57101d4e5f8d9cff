"""Everything that can go wrong, as one tree.

    IntegrationDBError
      UsageError            (also ValueError)   the question itself is wrong: exit 2
        InvalidRange                            a firmware range that cannot be read
        NoSuchChoice                            a word that is none of a closed list
        PortNotAllowed                          a port where the recorder has none
      NotFound              (also LookupError)  nothing, or more than one, has that name: exit 1
      FileProblems                              a file has problems; holds all of them: exit 1
        SeedError                               ... of the seed
        WaiverError                             ... of a file of waivers
        ListError                               ... of a list of contributions, as a whole
      DatabaseError                             the database file or server cannot be used: exit 1
      OverlayError                              the user's overlay cannot be written: exit 1
      SheetError                                a list of the user's cannot be read at all: exit 1
        OnlyHidden                              ... its only worksheets with a list are hidden
      ExportError                               an export cannot be written: exit 1
      ServerError                               the HTTP server cannot start: exit 1

Every error carries a stable `code`, a message of one sentence that names the thing and the value,
`suggestions`, and as `option` the part of the question that it is about, where it is about one.
What to type or to click next differs from door to door, so each door adds it,
told by the code. The library raises; only the command line prints and exits.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final, NoReturn

from integration_db.named_tuple import NamedTuple

LONGEST_MESSAGE: Final = 30_000
"""How many characters of a message are passed on; who writes a megabyte need not read it again."""


def shortened(message: str) -> str:
    """Return a message without the middle of what is too long: it ends with what is valid."""
    if len(message) <= LONGEST_MESSAGE:
        return message
    return f"{message[:200]} [...] {message[-1000:]}"


class IntegrationDBError(Exception):
    """The base of all errors that this library raises on purpose."""

    code = "error"
    option: str | None = None

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        suggestions: Sequence[str] = (),
        option: str | None = None,
    ) -> None:
        message = shortened(message)
        super().__init__(message)
        self.message = message
        self.suggestions = tuple(suggestions)
        if code is not None:
            self.code = code
        if option is not None:
            self.option = option

    def to_dict(self) -> dict[str, dict[str, object]]:
        """Return the error object of the JSON promise."""
        return {
            "error": {
                "code": self.code,
                "message": self.message,
                "suggestions": list(self.suggestions),
            }
        }


class UsageError(IntegrationDBError, ValueError):
    """The question cannot be asked that way; `code` says why."""

    code = "usage"


class NoModelColumn(UsageError):
    """No column of a list tells the model; `columns` are those in which cameras are named.

    The code of a list that is known to have no models is `no-models`.
    """

    code = "no-model-column"

    def __init__(
        self, message: str, columns: Sequence[str] = (), *, code: str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.columns = tuple(columns)


class SameHeading(UsageError):
    """Two `columns` have one heading and differ, and either may be the `field`."""

    code = "same-heading"

    def __init__(self, columns: tuple[str, str], field: str) -> None:
        first, second = columns
        super().__init__(
            f"the columns {first!r} and {second!r} have one heading and differ; only one can be "
            f"the {field.replace('_', ' ')}"
        )
        self.columns = columns
        self.field = field


class InvalidRange(UsageError):
    """A firmware range that cannot be read; `text` is what was written."""

    code = "invalid-range"

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"firmware range {text!r}: {reason}")
        self.text = text
        self.reason = reason


class NoSuchChoice(UsageError):
    """The `value` that was given for `name` is none of the `choices`.

    `option` is how the part of the question is called where that is not its name.
    """

    code = "bad-value"

    def __init__(
        self, name: str, value: object, choices: Sequence[str], *, option: str | None = None
    ) -> None:
        spoken = name.replace("_", " ")
        message = f"{spoken} {value!r}: choose one of {', '.join(choices)}"
        super().__init__(message, suggestions=choices, option=option or name)


class PortNotAllowed(UsageError):
    """A port was given where the recorder's port field cannot be edited."""

    code = "port-not-allowed"
    option = "port"


class NotFound(IntegrationDBError, LookupError):
    """No single thing of that `kind` has the name that was `written`."""

    code = "not-found"

    def __init__(
        self,
        kind: str,
        written: str,
        message: str,
        *,
        code: str | None = None,
        suggestions: Sequence[str] = (),
    ) -> None:
        super().__init__(
            message,
            code=code or f"unknown-{kind}",
            suggestions=suggestions,
            option=kind.replace("-", "_"),
        )
        self.kind = kind
        self.written = written


class Problem(NamedTuple):
    """One thing wrong with a file that people write: where it is, and what it is.

    `line` and `column` count from 1; 0 means that the place inside the file is not known.
    """

    path: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"


MOST_TOLD: Final = 100
"""So many problems of one file are told one by one."""


def told(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems, sorted by place, as people are told them: of each file the first ones.

    How many more it has is told at the place of the next.
    """
    found: list[Problem] = []
    for path, group in groupby(problems, key=lambda problem: problem.path):
        of_file = list(group)
        found += of_file[:MOST_TOLD]
        more = len(of_file) - MOST_TOLD
        if more > 0:
            _, line, column, *_ = of_file[MOST_TOLD]
            message = f"and {more:,} more {'problem' if more == 1 else 'problems'} in this file"
            found.append(Problem(path, line, column, "F003", message))
    return found


class FileProblems(IntegrationDBError):
    """A file that people write has problems; all of one run are here, sorted by place."""

    what = "the file"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code)))
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"{self.what} has {count:,} {noun}")

    def to_dict(self) -> dict[str, dict[str, object]]:
        """Return the error object, with the problems as they are `told`."""
        error = super().to_dict()
        error["error"]["problems"] = [str(problem) for problem in told(self.problems)]
        return error


class SeedError(FileProblems):
    """The seed has problems."""

    code = "seed"
    what = "the seed"


class WaiverError(FileProblems):
    """A file of waivers has problems."""

    code = "waivers"
    what = "the file of waivers"


class ListError(FileProblems):
    """A list of contributions has columns that cannot be meant."""

    code = "columns"
    what = "the list"


class DatabaseError(IntegrationDBError):
    """The database at `place` (a path, or what may be shown of a URL) cannot be used."""

    code = "database"

    def __init__(self, place: str, message: str, *, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.place = place

    @classmethod
    def no_catalogue(cls, place: str) -> DatabaseError:
        """Return the error for a database in which nothing of this program is."""
        message = f"database {place} holds no integration-db catalogue"
        return cls(place, message, code="no-catalogue")

    @classmethod
    def other_schema(cls, place: str, found: object, read: int) -> DatabaseError:
        """Return the error for a catalogue of another schema than the one that is read."""
        message = f"database {place} has schema {found}, this program reads {read}"
        return cls(place, message, code="other-schema")

    @classmethod
    def changed(cls, place: str) -> DatabaseError:
        """Return the error for a catalogue whose content is not what was written."""
        message = f"database {place} is not as it was built: it was changed or damaged since"
        return cls(place, message, code="changed-database")

    @classmethod
    def standby(cls, place: str, way_out: str) -> DatabaseError:
        """Return the error for writing to a copy of another server; `way_out` is what to do."""
        message = f"database {place} is a standby, which takes its data from another server"
        return cls(place, f"{message}: {way_out}", code="standby")


class OverlayError(IntegrationDBError):
    """The user's overlay at `place` cannot be read or written; nothing was changed."""

    code = "overlay"

    def __init__(self, place: str, message: str, *, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.place = place


class SheetError(IntegrationDBError):
    """The list at `place` cannot be read; one bad row is no reason, it is a row with a problem.

    `line` is where reading stopped, counted from 1 in `unit`s ("line", "row" or "item"); None
    where the file as a whole is meant.
    """

    code = "sheet"

    def __init__(
        self,
        place: str,
        reason: str,
        *,
        line: int | None = None,
        unit: str = "line",
        code: str | None = None,
    ) -> None:
        where = place if line is None else f"{place}, {unit} {line:,}"
        super().__init__(f"{where}: {reason}", code=code)
        self.place = place
        self.line = line


class OnlyHidden(SheetError):
    """The only worksheets with a list are hidden; `worksheets` names them."""

    code = "only-hidden-worksheets"

    def __init__(self, place: str, worksheets: Sequence[str]) -> None:
        one = len(worksheets) == 1
        named = f"{worksheets[0]!r} has" if one else f"{worksheets[0]!r} and others have"
        super().__init__(
            place,
            f"no visible worksheet has a heading that tells the model; the hidden {named} one",
        )
        self.worksheets = tuple(worksheets)


class ExportError(IntegrationDBError):
    """The export to `place` cannot be written; what was there is as it was."""

    code = "export"

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


class ServerError(IntegrationDBError):
    """The HTTP server cannot start: the extra is missing, or the port cannot be had."""

    code = "server"


def check_choice(name: str, value: object, choices: Sequence[str]) -> None:
    """Raise `NoSuchChoice` unless what was given for `name` is one of a closed list."""
    if value not in choices:
        raise NoSuchChoice(name, value, choices)


def assert_never(value: NoReturn) -> NoReturn:
    """Say to the type checker that a closed list has been gone through. Never called."""
    raise AssertionError(f"{value!r} is not in the closed list")
