"""The catalogue as files that open from a disk, for rooms without a network.

data      what the search on the first page needs, as compact data; rules stay in Python
places    file names and links between the files
words     what the scripts say, of the library's own labels
groups    cameras with the same answers, which share a page
writing   `write_site`
placing   a site put into its folder, beside files of others
"""

from integration_db.web.site.writing import WrittenSite, write_site

__all__ = ["WrittenSite", "write_site"]
