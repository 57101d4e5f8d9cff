"""Questions to the catalogue and their answers: what the command line, the API and programs ask."""

from integration_db.catalog.catalog import Catalog, open_catalog

__all__ = ["Catalog", "open_catalog"]
