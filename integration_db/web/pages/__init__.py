"""The pages for people: rendered here, readable without a script, every state in the address.

One file per page holds its handler and shapes what stands on it; `routes` lists them, `parts`
has what they share.
"""

from integration_db.web.pages.routes import NAVIGATION, ROUTES, SERVED

__all__ = ["NAVIGATION", "ROUTES", "SERVED"]
