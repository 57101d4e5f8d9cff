"""The command `show`: all that is known of one camera."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from integration_db.text.labels import BOUND, CAPABILITY_HEADINGS, GRADE, NAMED_BY_LISTS, SCOPE
from integration_db.text.safe_text import printable
from integration_db.vocabulary import by_name

from .. import completion
from ..answer_parts import detail_clauses, heading, interval_grid, room, source_lines
from ..command import command
from ..options import manufacturer_option
from ..output import format_option, grid, paragraph, say, to_json, write_rows
from ..session import Session

if TYPE_CHECKING:
    from integration_db.catalog.profile import Profile
    from integration_db.evidence.statements import Statement


_RELEASES: Final = 10
"""How many releases are shown; JSON has them all."""


@command("show")
@click.argument("model", shell_complete=completion.cameras)
@manufacturer_option
@format_option()
@click.pass_obj
def show_command(session: Session, model: str, manufacturer: str | None, form: str) -> None:
    """Show all that is known of a camera: firmware, names, evidence.

    \b
    Examples:
      integration-db show "Axis P3245-LVE"
      integration-db show 01593-001 --format json
    """
    profile = session.catalog.show(model, manufacturer=manufacturer)
    if form == "json":
        say(to_json(profile.to_dict()))
    elif form == "table":
        say("\n".join(_lines(profile)))
    else:
        write_rows(
            form,
            {"firmware": "firmware"} | CAPABILITY_HEADINGS,
            ([span.text, *span.answers] for span in profile.intervals),
            list,
        )


def _lines(profile: Profile) -> Iterator[str]:
    if profile.answer.verdict is not None:
        yield paragraph(profile.answer.verdict.text, room())
        yield ""
    match, model = profile.answer.question.match, profile.answer.question.model
    yield heading(printable(f"{model.manufacturer} {model.name}"))
    if match.level != "exact":
        yield paragraph(f"written {match.written!r}: {match.rule}", room(), first="  ", rest="  ")
    doubt = "" if profile.confirmed else f" ({NAMED_BY_LISTS})"
    named = [source.title for source in profile.named_in]
    facts = {
        "series": [model.series],
        "identifiers": profile.identifiers,
        "also written": profile.aliases,
        "hardware versions": model.hardware_versions,
        "rebrand of": [model.rebrand_of] if model.rebrand_of else [],
        "note": [model.note] if model.note else [],
        "named in": [f"{'; '.join(named)}{doubt}"] if named else [],
        "not to be confused with": profile.near,
    }
    for name, values in facts.items():
        if values:
            text = f"{name}: {', '.join(values)}"
            yield paragraph(text, room(), first="  ", rest="    ")
    yield ""
    yield interval_grid(profile.intervals)
    words = detail_clauses(profile.details)
    if words:
        yield ""
        some = any(span.shown for span in profile.answer.intervals)
        yield heading("For every firmware" + (" that it is shown to run" if some else ""))
        for text in words:
            yield paragraph(text, room(), first="  ", rest="    ")
    if profile.span.evidence:
        yield ""
        yield from _span(profile)
    if profile.releases:
        yield ""
        yield from _releases(profile)
    yield ""
    yield heading("Evidence")
    if not profile.statements:
        yield "  No statement about this camera is known: every answer is unknown."
    for statement in profile.statements:
        yield from _statement(profile, statement)


def _span(profile: Profile) -> Iterator[str]:
    yield heading("Firmware that it runs")
    for bound in profile.span.evidence:
        grade = f"; {GRADE[bound.grade].brief}" if bound.grade else ""
        said = f"{BOUND[bound.side]} {bound.text}{grade}"
        yield paragraph(said, room(), first="  - ", rest="    ")
        yield from source_lines(profile.sources.get(bound.source), bound.source, "      ")


def _releases(profile: Profile) -> Iterator[str]:
    yield heading("Firmware known to exist")
    shown = profile.releases[-_RELEASES:]
    rows = [
        [printable(text or "") for text in (r.version, r.released, r.track, r.hardware_version)]
        for r in shown
    ]
    used = [number for number in range(4) if any(row[number] for row in rows)]
    yield grid([[row[number] for number in used] for row in rows], room(), indent="  ")
    left = len(profile.releases) - len(shown)
    if left:
        yield f"  and {left} older or of other lines (--format json)"


def _statement(profile: Profile, statement: Statement) -> Iterator[str]:
    values = [
        f"{CAPABILITY_HEADINGS[name]} {value}"
        for name, value in by_name(statement.values).items()
        if value is not None
    ]
    parts: list[Any] = [SCOPE[statement.scope].name]
    if statement.firmware.intervals:
        parts.append(f"firmware {statement.firmware.text}")
    if statement.hardware_version:
        parts.append(f"hardware {statement.hardware_version}")
    parts += [*values, *detail_clauses(statement.details), GRADE[statement.grade].brief]
    if statement.verified_on:
        parts.append(f"verified on {statement.verified_on}")
    yield paragraph("; ".join(map(str, parts)), room(), first="  - ", rest="    ")
    source = profile.sources.get(statement.source)
    yield from source_lines(source, statement.source, "      ", statement.anchor)
    if statement.note:
        yield paragraph(f"({statement.note})", room(), first="      ", rest="      ")
