"""The parts of the list of cameras: what is asked, chips, facets, rows, pages."""
