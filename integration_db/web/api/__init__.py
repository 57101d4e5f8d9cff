"""The catalogue as JSON over HTTP."""

from typing import Final

API_PREFIX: Final = "/api/v1"
"""What the addresses of this version of the API begin with."""

DESCRIPTION: Final = "/openapi.json"
"""Where its description lies below that."""

DOCUMENTATION: Final = "/docs"
"""Where people read it as a page."""
