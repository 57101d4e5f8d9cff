"""The report of a checked list as HTML: one file to hand over, or a part of a web page.

    from datetime import date
    from integration_db import open_catalog
    from integration_db.check import check
    from integration_db.report import write_html

    with open_catalog() as catalog, open("report.html", "w", encoding="utf-8") as out:
        checked = check(catalog, [{"Model": "AXIS P3245-LVE", "Firmware": "10.12.114"}])
        write_html(checked, out, heading="Site A", list_name="cameras.csv",
                   data_version=catalog.data_version, today=date.today())

The page has no script and loads nothing. What a list holds is escaped, and what would steer a
reader is made visible.
"""

from integration_db.report.writing import fragment, stylesheet, write_html

__all__ = ["fragment", "stylesheet", "write_html"]
