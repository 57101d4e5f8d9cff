"""The commands that say what the catalogue holds: manufacturers, plugins, stats."""

from __future__ import annotations

from typing import Any

import click

from integration_db.catalog.list_rows import OF_MANUFACTURERS, object_rows
from integration_db.catalog.queries.contents import total
from integration_db.text.labels import CAPABILITY_HEADINGS, GRADE
from integration_db.text.sentences import counted, word
from integration_db.vocabulary import CAPABILITY_NAMES, GRADES, OF_PLUGINS, SUPPORT

from ..command import command
from ..output import format_option, note, say, to_json, write_rows
from ..session import Session
from ..values import TEXT


def listed(form: str, headings: dict[str, str], objects: list[dict[str, Any]], noun: str) -> None:
    """Write a list of objects, the columns of a table being what the headings name."""
    write_rows(
        form,
        headings,
        object_rows(objects, tuple(headings)),
        lambda: objects,
    )
    if form == "table":
        note(f"{counted(len(objects), noun)}.")


@command("manufacturers")
@format_option()
@click.pass_obj
def manufacturers_command(session: Session, form: str) -> None:
    """List the manufacturers, their spellings, and how many models are known.

    \b
    Example:
      integration-db manufacturers --format csv
    """
    headings = {name: word(name) for name in OF_MANUFACTURERS}
    listed(
        form, headings, [one.to_dict() for one in session.holdings.manufacturers()], "manufacturer"
    )


@command("plugins")
@click.option("--recorder", type=TEXT, metavar="NAME", help="Only the plugins of this recorder.")
@format_option()
@click.pass_obj
def plugins_command(session: Session, recorder: str | None, form: str) -> None:
    """List the recorders' device-type plugins and what is known of them.

    \b
    Example:
      integration-db plugins --recorder exacqVision
    """
    headings = {
        "recorder": "recorder",
        "plugin": "plugin",
        **{capability.name: CAPABILITY_HEADINGS[capability.name] for capability in OF_PLUGINS},
        "depends_on": "depends on",
        "manufacturers": "only cameras of",
    }
    if form != "table":
        headings |= {"takes": "takes", "note": "note", "source": "name read in"}
    listed(form, headings, [one.to_dict() for one in session.catalog.plugins(recorder)], "plugin")


@command("stats")
@format_option()
@click.pass_obj
def stats_command(session: Session, form: str) -> None:
    """Show how much is known, per manufacturer and capability.

    A model whose firmware versions differ counts as yes if some firmware has yes. Only
    firmware that it is shown to run counts; where none is, all that it can run.

    \b
    Example:
      integration-db stats --format json
    """
    holdings = session.holdings
    if form == "json":
        say(to_json(holdings.stats()))
        return
    coverages = holdings.coverage()
    headings = {"manufacturer": "manufacturer", "models": "models"}
    if form == "csv":
        words = (*SUPPORT, "inferred")
        headings |= {f"{c}_{value}": "" for c in CAPABILITY_NAMES for value in words}
    else:
        headings |= {name: CAPABILITY_HEADINGS[name] for name in CAPABILITY_NAMES}
    rows = []
    for one in [*coverages, total(coverages)]:
        row = [one.manufacturer, str(one.models)]
        for name in CAPABILITY_NAMES:
            counts = one.counts[name]
            if form == "csv":
                row += [str(counts[value]) for value in SUPPORT]
                row.append(str(one.inferred[name]))
            else:
                inferred = one.share_inferred(name)
                told = f" ({inferred:.0%} inferred)" if inferred else ""
                row.append(f"{one.share_known(name):.0%}{told}")
        rows.append(row)
    write_rows(form, headings, rows, list)
    if form == "table":
        numbers: dict[str, Any] = holdings.stats()
        grades = numbers["statements_by_grade"]
        spread = ", ".join(f"{grades[g]} {GRADE[g].brief}" for g in GRADES if grades[g])
        note(
            "The share of models for which each is known (yes and no: --format csv). "
            f"{numbers['models']} models, {numbers['manufacturers']} manufacturers, "
            f"{numbers['statements']} statements ({spread}), {numbers['sources']} sources. "
            f"Data version {numbers['data_version']}."
        )
