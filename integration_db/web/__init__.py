"""The catalogue over HTTP: `create_app` makes the application, `server.serve` runs it.

The only package that knows Starlette; it comes with the extra `web`. Objects are those of the
command line, answers never change while a catalogue is open, and nothing is written.
"""

from integration_db.web.app import create_app

__all__ = ["create_app"]
