"""The command group: global options, commands loaded when they are run, errors to exit codes.

stdout is the answer, stderr the talk. Errors that the library raises on purpose are caught, and
what the system refuses; a bug shows its traceback.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TextIO

import click

from integration_db.errors import FileProblems, IntegrationDBError, UsageError, shortened, told
from integration_db.named_tuple import NamedTuple
from integration_db.text.safe_text import legible, printable

from . import INTERRUPTED, ways_out
from .command import CommandGroup
from .output import show_what_can_be_shown, to_json, to_json_line
from .session import Session
from .values import PLACE

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

DONE, WRONG, USAGE = 0, 1, 2


class Listed(NamedTuple):
    """A command as help and completion list it: where it is, and the first line of its help."""

    module: str
    summary: str

    def shortened(self, room: int) -> str:
        """Return the summary in so many characters."""
        return click.Command(None, help=self.summary).get_short_help_str(room)


COMMANDS: Final = {
    "check": Listed(
        "check", "Check a list of cameras: a bill of materials, a camera list, a report."
    ),
    "compare": Listed("compare", "Show cameras side by side; lines that differ are marked with *."),
    "diff": Listed("diff", "Tell which answers changed from edition OLD to edition NEW."),
    "export": Listed("export", "Write the catalogue as a file to be shipped."),
    "filter": Listed("filter", "List the cameras whose capabilities match."),
    "firmware": Listed("firmware", "Read and order firmware versions."),
    "manufacturers": Listed(
        "contents", "List the manufacturers, their spellings, and how many models are known."
    ),
    "plugins": Listed(
        "contents", "List the recorders' device-type plugins and what is known of them."
    ),
    "predict": Listed("predict", "Predict what the recorder will encrypt."),
    "record": Listed(
        "record", "Keep an observation as a statement in your overlay, or on your team's server."
    ),
    "search": Listed("search", "Find cameras by maker, name, series or part number."),
    "seed": Listed("seed", "Check, extend and build the seed."),
    "serve": Listed("serve", "Answer over HTTP: pages for people, and the API below /api/v1."),
    "show": Listed("show", "Show all that is known of a camera: firmware, names, evidence."),
    "sources": Listed(
        "sources",
        "List the documents, how many statements rest on each, and how many cameras it names.",
    ),
    "stats": Listed("contents", "Show how much is known, per manufacturer and capability."),
}
"""Each command; its module is imported when it is run, or asked for its own help."""

_OF_OUTPUT: Final = (
    *(errno.EPIPE, errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG),
    getattr(errno, "EDQUOT", errno.ENOSPC),  # Windows has another name for it
)
"""What the system says of output that cannot be written, where it names no file."""

COMPLETE: Final = "_INTEGRATION_DB_COMPLETE"
"""The setting by which a shell asks for what a word may become."""

CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Program(CommandGroup):
    """All commands; imports the module of one only when that one is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        loaded = import_module(f".commands.{COMMANDS[cmd_name].module}", __package__)
        command: click.Command = getattr(loaded, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their summaries; none is imported."""
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].shortened(room)) for name in names])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin so; none is imported."""
        from click.shell_completion import CompletionItem

        commands = [
            CompletionItem(name, help=COMMANDS[name].summary)
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        """Read the arguments, and answer what asks for help or the version."""
        try:
            return super().make_context(*arguments, **extra)
        except BrokenPipeError:
            _drop_output()
            raise click.exceptions.Exit(DONE) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that stops reading ends it quietly at once."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_output()
            return DONE

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and leave the process with the documented exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        if COMPLETE in os.environ:
            from . import shells

            shells.prepare()
        show_what_can_be_shown()
        try:
            code = super().main(arguments, prog_name, complete_var, standalone_mode=False, **extra)
            if sys.stdout is not None:
                sys.stdout.flush()
        except click.exceptions.NoArgsIsHelpError as error:
            with _whether_read_or_not():
                error.show()
            code = USAGE
        except click.ClickException as error:
            code = _refuse(arguments, error)
        except IntegrationDBError as error:
            code = _fail(arguments, error)
        except (KeyboardInterrupt, click.Abort):
            code = INTERRUPTED
        except OSError as error:
            if error.filename is None and error.errno in _OF_OUTPUT:
                _drop_output()
                if error.errno == errno.EPIPE:
                    code = DONE  # whoever read the answer has had enough of it
                else:
                    click.echo(f"Error: cannot write the answer: {error.strerror}", err=True)
                    code = WRONG
            else:
                code = _fail(arguments, _refused_by_system(error))
        sys.exit(code if isinstance(code, int) else 0)


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not fail at its end."""
    _drop(sys.stdout, 1)


def _drop(stream: TextIO | None, number: int) -> None:
    if stream is None:
        return  # its number may be that of a file by now
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)


@contextmanager
def _whether_read_or_not() -> Iterator[None]:
    """Say what is wrong; the exit code is the same where nobody reads it."""
    try:
        yield
    except BrokenPipeError:
        _drop_output()
        _drop(sys.stderr, 2)


def _refused_by_system(error: OSError) -> IntegrationDBError:
    """Return what the file system refused as an error that names the file and why."""
    why = error.strerror or str(error)
    if error.filename is None:
        return IntegrationDBError(why, code="system")
    name = os.fspath(error.filename) if not isinstance(error.filename, int) else "a file"
    return IntegrationDBError(f"cannot use '{os.fsdecode(name)}': {why}", code="system")


def _form_asked_for(arguments: Sequence[str]) -> str | None:
    """Return the form that the answer was to have, as far as arguments that are wrong can tell."""
    form = None
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word == "--":
            break
        name, sign, value = word.partition("=")
        if name == "--format":
            form = value if sign else following
    return form


def _told_as_json(arguments: Sequence[str], body: Mapping[str, object]) -> bool:
    """Write an error's object where the answer was to be JSON; False where it was not."""
    from integration_db.text.secrets import masked_document  # slow to import

    form = _form_asked_for(arguments)
    if form == "json":
        click.echo(to_json(masked_document(body)))
    elif form == "ndjson":
        click.echo(to_json_line(masked_document(body)))
    return form in ("json", "ndjson")


def _say_wrong(text: str) -> None:
    """Write what is wrong, which may quote anything, for people."""
    from integration_db.text.secrets import masked  # slow to import

    click.echo(printable(masked(text)), err=True)


def _fail(arguments: Sequence[str], error: IntegrationDBError) -> int:
    with _whether_read_or_not():
        _tell(arguments, error)
    return USAGE if isinstance(error, UsageError) else WRONG


def _tell(arguments: Sequence[str], error: IntegrationDBError) -> None:
    message = error.message + ways_out.of_error(error)
    body = error.to_dict()
    body["error"]["message"] = legible(message)
    if _told_as_json(arguments, body):
        return
    if isinstance(error, FileProblems):
        for problem in told(error.problems):
            _say_wrong(str(problem))
    stop = "" if message.endswith(("?", ".")) else "."
    _say_wrong(f"Error: {message}{stop}")


def _refuse(arguments: Sequence[str], error: click.ClickException) -> int:
    """Say what is wrong with the arguments themselves."""
    with _whether_read_or_not():
        message = shortened(error.format_message())
        if not _told_as_json(arguments, UsageError(message).to_dict()):
            context = getattr(error, "ctx", None)
            if context is not None:
                click.echo(context.get_usage(), err=True)
                click.echo(f"Try '{context.command_path} -h' for help.\n", err=True)
            _say_wrong(f"Error: {message}")
    return USAGE


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version  # slow to import

        click.echo(f"integration-db {version('integration-db')}")
        ctx.exit()


@click.group(cls=Program, context_settings=CONTEXT)
@click.option(
    "--database",
    type=PLACE,
    metavar="PATH|URL",
    help="A database that was built before, instead of the built-in seed: an SQLite file or the "
    "URL of a PostgreSQL database. Setting: INTEGRATION_DB_DATABASE.",
)
@click.option(
    "--data",
    type=PLACE,
    multiple=True,
    metavar="DIR",
    help="An overlay folder with your own records and statements; may be given again. "
    "Setting: INTEGRATION_DB_DATA, folders separated as in PATH.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and exit.",
)
@click.pass_context
def main(ctx: click.Context, database: str | None, data: tuple[str, ...]) -> None:
    """Tell what a video recorder will encrypt: per camera model, firmware and plugin.

    \b
    Examples:
      integration-db predict "AXIS P3245-LVE" --firmware 10.12.114 --plugin ONVIF
      integration-db filter --ssl --manufacturer Axis
      integration-db show "Hikvision DS-2CD2146G2-ISU"

    \b
    Exit codes:
      0  done; an empty list and an answer that is not known too
      1  not found, a requirement that failed, or wrong data
      2  wrong usage

    An installed program brings its database; with overlays, and in a checkout, it is built at first
    use in the cache folder (INTEGRATION_DB_CACHE). NO_COLOR switches colour off.
    """
    session = Session(database, data)
    ctx.obj = session
    ctx.call_on_close(session.close)
