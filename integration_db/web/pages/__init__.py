"""The pages for people: rendered here, readable without a script, every state in the address.

routes          the addresses
listing  camera  forms  ladder  checking     what stands on a page, shaped and nothing decided
words  links  rendering  asking              labels, addresses, templates, parameters
assets  errors                               files that pages load, problems as pages
"""

from integration_db.web.pages.errors import ProblemPages
from integration_db.web.pages.routes import ROUTES

__all__ = ["ROUTES", "ProblemPages"]
