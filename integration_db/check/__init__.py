"""Checking the lists that people already have: bills of materials, camera lists, reports.

    from integration_db import open_catalog
    from integration_db.check import check

    with open_catalog() as catalog:
        checked = check(catalog, [{"Model": "AXIS P3245-LVE", "Firmware": "10.12.114"}])
        for line in checked:
            print(line.number, line.status, line.assessment.reason)
        for step in checked.plan:
            print(step.where, step.text, step.cameras)
        print(checked.tally.sentence)

Reading files is the business of `integration_db.sheets`, writing reports that of
`integration_db.report`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integration_db.check.answering.assessment import Assessment, assess
    from integration_db.check.checked import Checked, check, check_list
    from integration_db.check.lines.line import Line, LineKind
    from integration_db.check.lines.waivers import Waiver, read_waivers
    from integration_db.check.readdressing.moves import Moves, read_moves
    from integration_db.check.readdressing.readdressing import Readdressing, plan_readdressing
    from integration_db.check.reading.column_reading import SAMPLE, columns_of
    from integration_db.check.reading.columns import FIELDS, Columns
    from integration_db.check.reading.header import header_rules
    from integration_db.check.reading.knowing import CatalogKnowing
    from integration_db.check.reading.known_exports import KNOWN_EXPORTS
    from integration_db.check.reading.request import ASKED, Request
    from integration_db.check.totals.limits import Limit
    from integration_db.check.totals.plan import Step
    from integration_db.check.totals.tally import Tally
    from integration_db.vocabulary import MET, REQUIREMENTS, STATUSES, Requirement, Status

__all__ = [
    "ASKED",
    "FIELDS",
    "KNOWN_EXPORTS",
    "MET",
    "REQUIREMENTS",
    "SAMPLE",
    "STATUSES",
    "Assessment",
    "CatalogKnowing",
    "Checked",
    "Columns",
    "Limit",
    "Line",
    "LineKind",
    "Moves",
    "Readdressing",
    "Request",
    "Requirement",
    "Status",
    "Step",
    "Tally",
    "Waiver",
    "assess",
    "check",
    "check_list",
    "columns_of",
    "header_rules",
    "plan_readdressing",
    "read_moves",
    "read_waivers",
]

_HOMES = {
    "ASKED": "check.reading.request",
    "Assessment": "check.answering.assessment",
    "CatalogKnowing": "check.reading.knowing",
    "Checked": "check.checked",
    "Columns": "check.reading.columns",
    "FIELDS": "check.reading.columns",
    "KNOWN_EXPORTS": "check.reading.known_exports",
    "Limit": "check.totals.limits",
    "Line": "check.lines.line",
    "LineKind": "check.lines.line",
    "MET": "vocabulary",
    "Moves": "check.readdressing.moves",
    "REQUIREMENTS": "vocabulary",
    "Readdressing": "check.readdressing.readdressing",
    "Request": "check.reading.request",
    "Requirement": "vocabulary",
    "SAMPLE": "check.reading.column_reading",
    "STATUSES": "vocabulary",
    "Status": "vocabulary",
    "Step": "check.totals.plan",
    "Tally": "check.totals.tally",
    "Waiver": "check.lines.waivers",
    "assess": "check.answering.assessment",
    "check": "check.checked",
    "check_list": "check.checked",
    "columns_of": "check.reading.column_reading",
    "header_rules": "check.reading.header",
    "plan_readdressing": "check.readdressing.readdressing",
    "read_moves": "check.readdressing.moves",
    "read_waivers": "check.lines.waivers",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the formats of a list need none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"integration_db.{_HOMES[name]}"), name)
