"""The command `predict`: what the recorder will show for a camera, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from integration_db.prediction.outcomes import SETTINGS
from integration_db.prediction.site import Site
from integration_db.text.labels import (
    CAPABILITY,
    CAPABILITY_HEADINGS,
    CHANNEL,
    GRADE,
    HELP,
    PROTOCOL,
)
from integration_db.text.safe_text import printable
from integration_db.text.sentences import any_of, spelt
from integration_db.vocabulary import CHANNELS, PROTOCOLS, by_name

from .. import ways_out
from ..answer_parts import heading, interval_grid, room, source_lines
from ..options import model_options, question_options
from ..output import (
    coloured_outcome,
    coloured_support,
    format_option,
    grid,
    paragraph,
    say,
    to_json,
    write_rows,
)
from ..session import Session

if TYPE_CHECKING:
    from integration_db.catalog.answer import Answer, Reason
    from integration_db.prediction.notes import Note
    from integration_db.prediction.prediction import Prediction
    from integration_db.vocabulary import Protocol


@click.command("predict")
@click.argument("model")
@model_options
@question_options
@click.option(
    "--protocol",
    type=click.Choice(PROTOCOLS),
    help=f"One protocol setting; all {spelt(len(PROTOCOLS))} if not said.",
)
@click.option("--port", type=int, metavar="N", help=HELP["port"])
@click.option("--https-port", type=int, metavar="N", help=HELP["https_port"])
@click.option("--http-off/--http-on", default=None, help=HELP["http_off"])
@click.option(
    "--cert-installed/--no-cert-installed",
    default=None,
    help=HELP["cert_installed"],
)
@click.option(
    "--ip-changed/--no-ip-changed",
    default=None,
    help=HELP["ip_changed"],
)
@click.option("--explain", is_flag=True, help="Show the statements and sources behind the answer.")
@format_option()
@click.pass_obj
def predict_command(
    session: Session,
    /,
    model: str,
    form: str,
    explain: bool,
    port: int | None,
    https_port: int | None,
    http_off: bool | None,
    cert_installed: bool | None,
    ip_changed: bool | None,
    **options: Any,
) -> None:
    """Predict what the recorder will encrypt.

    The symbol is [ ] empty (plain HTTP), [*] gear (HTTPS for control) or [#] padlock (HTTPS
    including video); [x] means that the recorder does not connect. Where the evidence leaves
    more than one, all are shown, with what would settle it.

    \b
    Examples:
      integration-db predict "AXIS P3245-LVE" --firmware 10.12.114 --plugin ONVIF --explain
      integration-db predict P3245-LVE --protocol https-required --port 8443 --https-port 8443
      integration-db predict "Hikvision DS-2CD2146G2-ISU" --ip-changed --format json
    """
    answer = session.catalog.predict(
        model, site=Site(port, https_port, http_off, cert_installed, ip_changed), **options
    )
    if form == "json":
        say(to_json(answer.to_dict()))
    elif form == "table":
        say("\n".join(_lines(answer, explain)))
    else:
        write_rows(form, _HEADINGS, (_row(answer, p) for p in answer.predictions), list)


_HEADINGS: Final = {
    **{name: name for name in ("manufacturer", "model", "firmware", "plugin")},
    **CAPABILITY_HEADINGS,
    **{name: name for name in ("protocol", "outcome", "outcomes", "actions", "settled_by")},
}


def _row(answer: Answer, prediction: Prediction) -> list[str]:
    question = answer.question
    return [
        question.model.manufacturer,
        question.model.name,
        question.firmware.raw if question.firmware else "",
        question.plugin.name if question.plugin else "",
        *answer.capabilities,
        prediction.protocol,
        prediction.outcome,
        "\n".join(prediction.outcomes),
        "\n".join(note.text for note in prediction.actions),
        prediction.settled_by.text if prediction.settled_by else "",
    ]


def _lines(answer: Answer, explain: bool) -> Iterator[str]:
    yield from _subject(answer)
    yield ""
    rows = [
        [CAPABILITY[name].name, coloured_support(value)]
        for name, value in by_name(answer.capabilities).items()
    ]
    yield grid(rows, room(), indent="  ")
    if answer.question.firmware is None and len(answer.intervals) > 1:
        yield ""
        yield heading("Per firmware") + " (say --firmware to narrow the answer)"
        yield interval_grid(answer.intervals)
    yield ""
    yield _side_by_side(answer.predictions)
    yield from _section("Settled by", _settled(answer.predictions), answer.predictions)
    yield from _section("To do", [p.actions for p in answer.predictions], answer.predictions)
    yield from _section(
        "Good to know", [p.findings for p in answer.predictions], answer.predictions
    )
    if explain:
        yield from _explanation(answer)


def _subject(answer: Answer) -> Iterator[str]:
    question = answer.question
    match, model = question.match, question.model
    yield heading(printable(f"{model.manufacturer} {model.name}"))
    if match.level != "exact":
        yield paragraph(f"written {match.written!r}: {match.rule}", room(), first="  ", rest="  ")
    parts = []
    if question.firmware:
        parts.append(f"firmware {question.firmware.raw}")
    if question.hardware_version:
        parts.append(f"hardware {question.hardware_version}")
    if question.plugin:
        parts.append(f"plugin {question.plugin.name} of {question.plugin.recorder.name}")
    elif question.recorder:
        parts.append(f"recorder {question.recorder.name}")
    if question.recorder_version:
        parts.append(f"recorder version {question.recorder_version.raw}")
    if question.plugin is None:
        parts.append("the camera alone, no plugin asked for")
    yield paragraph(", ".join(parts), room(), first="  ", rest="  ")


def _side_by_side(predictions: Sequence[Prediction]) -> str:
    rows = [["", *(heading(PROTOCOL[p.protocol].name) for p in predictions)]]
    rows.append(["outcome", *(coloured_outcome(p.outcomes) for p in predictions)])
    rows.append(
        ["tries", *(", ".join(f"{a.scheme} {a.port}" for a in p.attempts) for p in predictions)]
    )
    rows.append(["port field", *("editable" if p.port_editable else "fixed" for p in predictions)])
    lead = "encrypted: "
    for channel in CHANNELS:
        values = (coloured_support(p.channels[channel]) for p in predictions)
        rows.append([lead + CHANNEL[channel], *values])
        lead = " " * len(lead)
    return grid(rows, room(), indent="  ")


def _settled(predictions: Sequence[Prediction]) -> list[list[Note]]:
    from integration_db.prediction.notes import Note

    points = [prediction.settled_by for prediction in predictions]
    return [[Note(p.code, ways_out.settled_by(p))] if p else [] for p in points]


def _section(
    title: str, notes_of: Sequence[Sequence[Note]], predictions: Sequence[Prediction]
) -> Iterator[str]:
    """Say each note once, with the settings it is for unless those are all, or all with HTTPS."""
    protocols: dict[str, list[Protocol]] = {}
    for notes, prediction in zip(notes_of, predictions, strict=True):
        for note in notes:
            protocols.setdefault(note.text, []).append(prediction.protocol)
    if not protocols:
        return
    yield ""
    yield heading(title)
    encrypted = [name for name in PROTOCOLS if SETTINGS[name].encrypts]
    for text, names in protocols.items():
        partly = len(names) < len(predictions) and names != encrypted
        prefix = f"{any_of(PROTOCOL[name].name for name in names)}: " if partly else ""
        yield paragraph(prefix + text, room(), first="  - ", rest="    ")


def _explanation(answer: Answer) -> Iterator[str]:
    yield ""
    yield heading("Why")
    for why in answer.whys:
        yield f"  {CAPABILITY[why.capability.name].name}: {coloured_support(why.value)}"
        for reason in why.reasons:
            yield from _reason(reason)
        if why.follows_from is not None:
            yield f"    * follows from {CAPABILITY[why.follows_from.name].name}"
        for gap in why.gaps:
            text = f"missing: {ways_out.settled_by(gap.point)}"
            yield paragraph(text, room(), first="    ? ", rest="      ")


def _reason(reason: Reason) -> Iterator[str]:
    statement = reason.statement
    parts = [f"{reason.layer_words} says {reason.value}"]
    if statement.firmware.intervals:
        parts.append(f"firmware {statement.firmware.text}")
    if statement.recorder_version.intervals:
        parts.append(f"recorder version {statement.recorder_version.text}")
    if statement.hardware_version:
        parts.append(f"hardware {statement.hardware_version}")
    parts.append(GRADE[statement.grade].brief)
    if statement.verified_on:
        newer = ", not verified on this newer firmware" if reason.newer else ""
        parts.append(f"verified on {statement.verified_on}{newer}")
    if not reason.decisive:
        parts.append("does not decide")
    mark = "    * " if reason.decisive else "    - "
    yield paragraph("; ".join(parts), room(), first=mark, rest="      ")
    yield from source_lines(reason.source, statement.source, "        ")
    if statement.note:
        yield paragraph(f"({statement.note})", room(), first="        ", rest="        ")
