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
    from integration_db.check.assessment import Assessment, assess
    from integration_db.check.bare_list import BARE_CAMERAS
    from integration_db.check.checked import Checked, check, check_list
    from integration_db.check.columns import (
        FIELDS,
        SAMPLE,
        Columns,
        columns_of,
        is_header_of,
        is_inner_header,
        is_nearly_header,
    )
    from integration_db.check.knowing import CatalogKnowing
    from integration_db.check.known_exports import KNOWN_EXPORTS
    from integration_db.check.limits import Limit
    from integration_db.check.line import Line, LineKind
    from integration_db.check.plan import Step
    from integration_db.check.readdressing.moves import Moves, read_moves
    from integration_db.check.readdressing.readdressing import Readdressing, plan_readdressing
    from integration_db.check.request import ASKED, Request
    from integration_db.check.tally import Tally
    from integration_db.check.waivers import Waiver, read_waivers
    from integration_db.vocabulary import MET, REQUIREMENTS, STATUSES, Requirement, Status

__all__ = [
    "ASKED",
    "BARE_CAMERAS",
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
    "is_header_of",
    "is_inner_header",
    "is_nearly_header",
    "plan_readdressing",
    "read_moves",
    "read_waivers",
]

_HOMES = {
    "ASKED": "check.request",
    "BARE_CAMERAS": "check.bare_list",
    "Assessment": "check.assessment",
    "CatalogKnowing": "check.knowing",
    "Checked": "check.checked",
    "Columns": "check.columns",
    "FIELDS": "check.columns",
    "KNOWN_EXPORTS": "check.known_exports",
    "Limit": "check.limits",
    "Line": "check.line",
    "LineKind": "check.line",
    "MET": "vocabulary",
    "Moves": "check.readdressing.moves",
    "REQUIREMENTS": "vocabulary",
    "Readdressing": "check.readdressing.readdressing",
    "Request": "check.request",
    "Requirement": "vocabulary",
    "SAMPLE": "check.columns",
    "STATUSES": "vocabulary",
    "Status": "vocabulary",
    "Step": "check.plan",
    "Tally": "check.tally",
    "Waiver": "check.waivers",
    "assess": "check.assessment",
    "check": "check.checked",
    "check_list": "check.checked",
    "columns_of": "check.columns",
    "is_header_of": "check.columns",
    "is_inner_header": "check.columns",
    "is_nearly_header": "check.columns",
    "plan_readdressing": "check.readdressing.readdressing",
    "read_moves": "check.readdressing.moves",
    "read_waivers": "check.waivers",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the formats of a list need none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"integration_db.{_HOMES[name]}"), name)
