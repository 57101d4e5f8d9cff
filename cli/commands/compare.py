"""The command `compare`: cameras side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from integration_db.errors import UsageError
from integration_db.text.labels import CAPABILITY, CAPABILITY_HEADINGS, support_words
from integration_db.vocabulary import CAPABILITY_NAMES, LEVELS

from .. import completion
from ..answer_parts import room
from ..command import command
from ..options import model_options, question_options
from ..output import format_option, level_words, note, paragraph, say, to_json, write_rows
from ..session import Session

if TYPE_CHECKING:
    from integration_db.catalog.profile import ComparedValues
    from integration_db.prediction.prediction import Prediction


@command("compare")
@click.argument(
    "models",
    nargs=-1,
    metavar="MODEL MODEL...",
    required=True,
    shell_complete=completion.cameras,
)
@model_options
@question_options
@format_option()
@click.pass_obj
def compare_command(
    session: Session, /, models: tuple[str, ...], form: str, **options: Any
) -> None:
    """Show cameras side by side; lines that differ are marked with *.

    \b
    Examples:
      integration-db compare "Axis P3245-LVE" "Axis P3245-LV"
      integration-db compare P3245-LVE P3225-LVE --firmware 10.12.114 --plugin ONVIF
    """
    if len(models) < 2:
        raise UsageError("compare needs two models or more; 'integration-db show' takes one")
    comparison = session.catalog.compare(*models, **options)
    if form == "json":
        say(to_json(comparison.to_dict()))
        return
    if form == "table":
        for answer in comparison.answers:
            if answer.verdict is not None:
                text = f"{answer.question.camera_name}: {answer.verdict.text}"
                say(paragraph(text, room()))
        say()
    names = [answer.question.camera_name for answer in comparison.answers]
    headings = {"differs": "", "field": ""}
    headings |= {f"camera {number}": name for number, name in enumerate(names, 1)}
    different = set(comparison.differences)
    menu = {one.setting.id: one for one in comparison.answers[0].predictions}
    write_rows(
        form,
        headings,
        (
            [
                "*" if name in different else "",
                _compared(name, menu),
                *(_compared_values(name, cell, menu, form) for cell in cells),
            ]
            for name, cells in comparison.rows
        ),
        list,
    )
    if form == "table":
        count = len(different)
        note(f"{count} of {len(comparison.rows)} lines differ." if count else "No line differs.")


def _compared(name: str, menu: Mapping[str, Prediction]) -> str:
    """Return what a row is called: what the camera can do is told from what the recorder does."""
    if name in menu:
        return menu[name].setting.label
    return f"camera: {CAPABILITY_HEADINGS[name]}" if name in CAPABILITY_NAMES else name


def _compared_values(
    name: str, values: ComparedValues, menu: Mapping[str, Prediction], form: str
) -> str:
    """Return what one camera has in a row, in words for people and as values for programs.

    Levels are said by the recorder's symbols, where it has some.
    """
    if name in menu:
        levels = [level for level in LEVELS if level in [one.value for one in values]]
        return level_words(levels, menu[name].shows)
    if name in CAPABILITY and form != "csv":
        values = tuple([one._replace(value=support_words(name, one.value)) for one in values])
    return "\n".join([one.text for one in values])
