"""The pages for people: rendered here, readable without a script, every state in the address.

One file per page holds its handler and shapes what stands on it; `routes` lists them, `parts`
has what they share. A page is imported when somebody asks for it.
"""

from integration_db.web.pages.routes import NAVIGATION, SERVED

__all__ = ["NAVIGATION", "SERVED"]
