"""The command `predict`: what the recorder will show for a camera, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from integration_db.catalog.predicted import Predicted, predicted
from integration_db.catalog.verdict import verdict_of
from integration_db.prediction.findings import GENERAL
from integration_db.text.labels import (
    ASSUMPTION,
    CAPABILITY,
    CAPABILITY_HEADINGS,
    CHANNEL,
    GRADE,
    HELP,
    said_for,
)
from integration_db.text.safe_text import printable
from integration_db.text.sentences import any_of
from integration_db.vocabulary import CAPABILITY_NAMES, CHANNELS, HTTPS_SUPPORT

from .. import completion, ways_out
from ..answer_parts import coloured_answers, heading, interval_grid, room, source_lines
from ..command import command
from ..options import model_options, question_options, site_of, site_options
from ..output import (
    coloured_levels,
    coloured_support,
    format_option,
    grid,
    paragraph,
    say,
    to_json,
    write_rows,
)
from ..session import Session
from ..values import TEXT

if TYPE_CHECKING:
    from integration_db.catalog.answer import Answer
    from integration_db.catalog.explanation import Reason
    from integration_db.prediction.prediction import Prediction


@command("predict")
@click.argument("model", shell_complete=completion.cameras)
@model_options
@question_options
@site_options
@click.option(
    "--replaces",
    type=TEXT,
    metavar="VERSION",
    help=HELP["replaces"],
)
@click.option("--explain", is_flag=True, help="Show the statements and sources behind the answer.")
@format_option()
@click.pass_obj
def predict_command(
    session: Session, /, model: str, form: str, explain: bool, replaces: str | None, **options: Any
) -> None:
    """Predict what the recorder will encrypt.

    Per setting of the recorder: what remains possible now, and after the tasks that are listed. The
    marks are [ ] not encrypted, [*] control, [~] the video stream, [#] control and video; [x]
    means that the recorder does not connect. Where the evidence leaves more than one, all are
    shown, with what would settle it.

    \b
    Examples:
      integration-db predict "AXIS P3245-LVE" --plugin ONVIF
      integration-db predict P3245-LVE --firmware 10.12.114 --protocol https-required --explain
      integration-db predict P3245-LVE --recorder "Milestone XProtect"
      integration-db predict "Hikvision DS-2CD2146G2-ISU" --ip-changed --format json
    """
    found = predicted(session.catalog, model, site=site_of(options), replaces=replaces, **options)
    answer = found.answer
    if form == "json":
        say(to_json(found.to_dict()))
    elif form == "table":
        say("\n".join(_lines(found, explain)))
    else:
        write_rows(form, _HEADINGS, (_row(answer, p) for p in answer.predictions), list)


_HEADINGS: Final = {
    **{name: name for name in ("manufacturer", "model", "firmware", "plugin")},
    **CAPABILITY_HEADINGS,
    **{name: name for name in ("setting", "now", "after", "firmware_from", "tasks", "assumes")},
    **{name: name for name in ("settled_by", "verdict")},
}


def _row(answer: Answer, prediction: Prediction) -> list[str]:
    question = answer.question
    return [
        question.model.manufacturer,
        question.model.name,
        question.firmware_said or "",
        question.plugin_name or "",
        *answer.capabilities,
        prediction.setting.id,
        "\n".join(prediction.now.levels),
        "\n".join(prediction.after.levels),
        answer.firmware_from(prediction) or "",
        "\n".join(task.text for task in prediction.tasks),
        "\n".join(prediction.assumes),
        prediction.settled_by.text if prediction.settled_by else "",
        verdict_of(answer, prediction).text,
    ]


def _lines(found: Predicted, explain: bool) -> Iterator[str]:
    answer = found.answer
    if answer.verdict is not None:
        yield paragraph(answer.verdict.text, room())
        yield ""
    yield from _subject(answer)
    yield ""
    yield _capabilities(answer)
    if _is_cut(answer):
        yield ""
        through = ", through the recorder" if answer.question.recorder is not None else ""
        yield heading("Per firmware") + f"{through} (say --firmware to narrow the answer)"
        yield interval_grid(answer.intervals)
    if answer.predictions:
        yield ""
        yield _side_by_side(answer)
    predictions = answer.predictions
    if answer.prediction is not None:
        yield from _to_do(answer, answer.prediction)
    yield from _listed(
        heading("Peers") + ", a statistic and no answer for this camera",
        [peers.text for peers in found.peers],
    )
    yield from _section("Settled by", _settled(predictions), predictions)
    told = [[n.text for n in p.findings if explain or n not in GENERAL] for p in predictions]
    yield from _section("Good to know", told, predictions)
    if not predictions:  # else they are among the findings
        yield from _listed(heading("Good to know"), [note.text for note in answer.notes])
    if found.swap is not None:
        before = printable(found.swap.before.question.firmware_said or "")
        title = heading(f"In place of a unit with firmware {before}")
        yield from _listed(title, found.swap.sentences)
    yield from _by_plugin(found.differing_plugins)
    if explain:
        yield from _explanation(answer)
    else:
        yield ""
        yield "--explain adds the evidence, and what holds for every encrypted connection."


def _subject(answer: Answer) -> Iterator[str]:
    question = answer.question
    match, model = question.match, question.model
    yield heading(printable(f"{model.manufacturer} {model.name}"))
    if match.level != "exact":
        yield paragraph(f"written {match.written!r}: {match.rule}", room(), first="  ", rest="  ")
    parts = []
    if question.firmware_said:
        parts.append(f"firmware {question.firmware_said}")
    if question.hardware_version:
        parts.append(f"hardware {question.hardware_version}")
    if question.recorder is None:
        parts.append("the camera alone, no recorder asked for")
    elif question.plugin_name is not None:
        parts.append(f"plugin {question.plugin_name} of {question.recorder.name}")
    else:
        parts.append(f"recorder {question.recorder.name}, no plugin named")
    if question.recorder_version:
        parts.append(f"recorder version {question.recorder_version.raw}")
    elif question.side.version_from:
        parts.append(f"recorder version {question.side.version_from} or later")
    parts += [f"{name} {value}" for name, value in question.site.options]
    yield paragraph(", ".join(parts), room(), first="  ", rest="  ")


def _capabilities(answer: Answer) -> str:
    """Return what the camera can do by itself, and beside it what is left through the recorder."""
    columns = {"camera alone": coloured_answers(answer.camera)}
    if answer.question.recorder is not None:
        columns["through the recorder"] = coloured_answers(answer.capabilities)
    names = [CAPABILITY[name].name for name in CAPABILITY_NAMES]
    alike = "the same on all firmware" if _is_cut(answer) else ""
    rows = [[alike, *map(heading, columns)], *zip(names, *columns.values(), strict=True)]
    return grid(rows, room(), indent="  ")


def _is_cut(answer: Answer) -> bool:
    """Whether the answer is about several ranges of firmware that differ."""
    return answer.question.firmware is None and len(answer.intervals) > 1


def _side_by_side(answer: Answer) -> str:
    predictions = answer.predictions
    rows = [["", *(heading(printable(p.setting.label)) for p in predictions)]]
    rows.append(["now", *(coloured_levels(p.now.levels, p.shows) for p in predictions)])
    rows.append(["after tasks", *(coloured_levels(p.after.levels, p.shows) for p in predictions)])
    stretches = [answer.firmware_from(p) or "" for p in predictions]
    if any(stretches):
        rows.append(["with firmware", *map(printable, stretches)])
    rows.append(
        ["tries", *(", ".join(f"{a.scheme} {a.port}" for a in p.attempts) for p in predictions)]
    )
    ports = ("editable" if p.setting.port_editable else "fixed" for p in predictions)
    rows.append(["port field", *ports])
    lead = "encrypted: "
    for channel in CHANNELS:
        values = (
            coloured_support(HTTPS_SUPPORT.name, p.after.channels[channel]) for p in predictions
        )
        rows.append([lead + CHANNEL[channel], *values])
        lead = " " * len(lead)
    return grid(rows, room(), indent="  ")


def _to_do(answer: Answer, prediction: Prediction) -> Iterator[str]:
    """Say what is to be done for the setting of the verdict, and what is taken for granted."""
    setting = printable(prediction.setting.label)
    if prediction.tasks:
        yield ""
        yield heading("To do") + f" for {setting}, in this order"
    for number, task in enumerate(prediction.tasks, 1):
        kind = task.kind
        parts = [task.text]
        if grounds := answer.grounds(prediction, task):
            parts.append(f"Because: {'; '.join(one.text for one in grounds)}.")
        parts.append(f"Done when: {kind.proof}.")
        if kind.interrupts:
            parts.append("Interrupts recording.")
        if task.counts:
            parts.append("The answer rests on it.")
        yield paragraph(" ".join(parts), room(), first=f"  {number}. ", rest="     ")
    yield from _listed(
        heading("Assumed") + f" for {setting} (--strict takes it back)",
        [ASSUMPTION[name].name for name in prediction.assumes],
    )


def _by_plugin(plugins: Sequence[Answer]) -> Iterator[str]:
    """Say what the recorder's plugins come to, where they differ."""
    rows = []
    for one in plugins:
        prediction = one.prediction
        if prediction is not None:
            levels = coloured_levels(prediction.after.levels, prediction.shows)
            rows.append(
                [printable(one.question.plugin_name or ""), levels, prediction.setting.label]
            )
    if rows:
        yield ""
        yield heading("By plugin, after tasks")
        yield grid(rows, room(), indent="  ")


def _settled(predictions: Sequence[Prediction]) -> list[list[str]]:
    points = [prediction.settled_by for prediction in predictions]
    return [[ways_out.settled_by(point)] if point else [] for point in points]


def _section(
    title: str, texts_of: Sequence[Sequence[str]], predictions: Sequence[Prediction]
) -> Iterator[str]:
    """Say each note once, with the settings it is for unless those are all, or all with HTTPS."""
    labels: dict[str, list[str]] = {}
    for said, prediction in zip(texts_of, predictions, strict=True):
        for text in said:
            labels.setdefault(text, []).append(prediction.setting.label)
    encrypted = [p.setting.label for p in predictions if p.setting.encrypts]
    texts = []
    for text, names in labels.items():
        partly = len(names) < len(predictions) and names != encrypted
        texts.append(f"{any_of(names)}: {text}" if partly else text)
    yield from _listed(heading(title), texts)


def _listed(title: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield texts below their title, each behind a dash; nothing where there are none."""
    if texts:
        yield ""
        yield title
    for text in texts:
        yield paragraph(text, room(), first="  - ", rest="    ")


def _explanation(answer: Answer) -> Iterator[str]:
    yield ""
    yield heading("Why")
    for why, words in zip(answer.whys, coloured_answers(answer.capabilities), strict=True):
        yield f"  {CAPABILITY[why.capability.name].name}: {words}"
        for reason in why.reasons:
            yield from _reason(reason)
        if why.follows_from is not None:
            yield f"    * follows from {CAPABILITY[why.follows_from.name].name}"
        for gap in why.gaps:
            text = f"missing: {ways_out.settled_by(gap.point)}"
            yield paragraph(text, room(), first="    ? ", rest="      ")


def _reason(reason: Reason) -> Iterator[str]:
    statement = reason.statement
    parts = [f"{reason.value}, for {said_for(statement.layer, statement.scope)}"]
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
    yield from source_lines(reason.source, statement.source, "        ", statement.anchor)
    if statement.note:
        yield paragraph(f"({statement.note})", room(), first="        ", rest="        ")
