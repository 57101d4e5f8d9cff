"""Checking the lists that people already have: bills of materials, camera lists, reports.

    from integration_db import open_catalog
    from integration_db.check import check

    with open_catalog() as catalog:
        checked = check(catalog, [{"Model": "AXIS P3245-LVE", "Firmware": "10.12.114"}])
        for line in checked:
            print(line.number, line.status, line.assessment.reason)
        print(checked.tally.sentence)

Reading files is the business of `integration_db.sheets`, writing reports that of
`integration_db.report`.
"""

from integration_db.check.assessment import Assessment, assess
from integration_db.check.checked import Checked, check, check_sheet
from integration_db.check.checker import Kind, Line
from integration_db.check.columns import FIELDS, Columns, columns_of, is_header_of
from integration_db.check.known_exports import PROFILES
from integration_db.check.request import ASKED, Request
from integration_db.check.status import MET, REQUIREMENTS, STATUSES, Requirement, Status
from integration_db.check.tally import Tally
from integration_db.check.waivers import Waiver, read_waivers

__all__ = [
    "ASKED",
    "FIELDS",
    "MET",
    "PROFILES",
    "REQUIREMENTS",
    "STATUSES",
    "Assessment",
    "Checked",
    "Columns",
    "Kind",
    "Line",
    "Request",
    "Requirement",
    "Status",
    "Tally",
    "Waiver",
    "assess",
    "check",
    "check_sheet",
    "columns_of",
    "is_header_of",
    "read_waivers",
]
