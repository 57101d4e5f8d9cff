"""What the API does, one module per resource."""

from __future__ import annotations

from typing import Any, Final

from integration_db.web.api.operation import Operation
from integration_db.web.api.routes import cameras, check, contents, firmware, predictions, program

RESOURCES: Final[dict[str, tuple[Operation[Any], ...]]] = {
    "predictions": predictions.OPERATIONS,  # tried in this order: first what has to be quick
    "cameras": cameras.OPERATIONS,
    "check": check.OPERATIONS,
    "catalogue": contents.OPERATIONS,
    "firmware": firmware.OPERATIONS,
    "program": program.OPERATIONS,
}
"""The operations of each resource, under the name by which the description groups them."""
