"""The catalogue to be shipped: the recorder feed, flat files, news, and questions with answers.

Everything here is given an open catalogue and returns values; the command line writes
them. `integration_db.feed_reader` reads the feed again, without the library.
"""

from integration_db.export.feed import FORMAT, FORMAT_VERSION, Issue, data_date, feed_document
from integration_db.export.sealing import canonical, sealed

__all__ = ["FORMAT", "FORMAT_VERSION", "Issue", "canonical", "data_date", "feed_document", "sealed"]
