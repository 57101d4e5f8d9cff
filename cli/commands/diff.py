"""The command `diff`: what changed between two editions of the catalogue."""

from __future__ import annotations

import click

from ..command import command
from ..output import format_option, note, say, to_json, write_rows
from ..session import ProgressBar
from ..values import PLACE

_HEADINGS = {
    "manufacturer": "manufacturer",
    "model": "model",
    "plugin": "plugin",
    "capability": "answer",
    "before": "before",
    "after": "after",
}


@command("diff")
@click.argument("old", type=PLACE)
@click.argument("new", type=PLACE)
@format_option()
def diff_command(old: str, new: str, form: str) -> None:
    """Tell which answers changed from edition OLD to edition NEW.

    An edition is a seed folder, a database (file or URL), or REVISION:FOLDER for a folder as it
    was at a revision of git.

    \b
    Examples:
      integration-db diff HEAD~1:data data
      integration-db diff last-year.sqlite data --format markdown
    """
    from integration_db.curation.difference import difference
    from integration_db.curation.editions import edition

    bar = ProgressBar()
    try:
        with edition(old, progress=bar) as before, edition(new, progress=bar) as after:
            changed = difference(before, after)
    finally:
        bar.close()
    rows = [
        [*one.camera, one.plugin or "", one.capability, one.before.text, one.after.text]
        for one in changed.changes
    ]
    rows += [[*camera, "", "camera", "", "added"] for camera in changed.added]
    rows += [[*camera, "", "camera", "removed", ""] for camera in changed.removed]
    if form == "json":
        say(to_json(changed.to_dict()))
    else:
        if form == "markdown":
            say(f"### Data\n\n{changed.summary}\n")
        if rows or form == "csv":
            write_rows(form, _HEADINGS, rows, list)
    if form in ("table", "csv"):
        note(changed.summary)
