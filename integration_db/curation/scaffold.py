"""New entries to fill in: files that load as they are, with a comment on every field.

Nothing is stated in them: what a field may hold stands in comments until somebody knows it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from integration_db.curation import overlay_files
from integration_db.curation.editing import quoted
from integration_db.errors import OverlayError, shortened
from integration_db.text.slugs import slug, why_no_slug
from integration_db.vocabulary import CERTIFICATE_SETUPS, DETAILS, GRADES, SOURCE_KINDS

_CAMERAS: Final = """\
# One file per series: what holds for the whole series once, then its models.
manufacturer: {manufacturer}
series: {series}
# source: my-source   # where it was read that these models exist: an identifier from sources/
statements: []        # as below, but for every model of the series
models:
  - name: {model}     # as the maker prints it
    identifiers: []   # part numbers, order codes, the model text of ONVIF
    aliases: []       # other spellings of exactly this hardware
    # statements:
    #   - firmware: ">=1.0"          # the versions that the source speaks of
    #     https_support: true        # true, false or unknown; only what the source says
    #     video_encryption: false
    #     needs_custom_cert: false
    #     regen_cert_on_ip_change: unknown
    #     certificate_setup: factory # {setups}
    #     https_default: "on"        # {defaults}
    #     video_via: [rtsps]         # {via}
    #     tls: ["1.2"]
    #     source: my-source          # an identifier from sources/
    #     grade: vendor_document     # {grades}
    #     verified_on: "1.0"         # the firmware on which it was seen
    #     note: "in your own words"
    # firmware_span:                 # which firmware it can run; each bound with its source
    #   - {{first: "1.0", source: my-source, grade: vendor_document}}  # shipped with
    #   - {{last: "<2", source: my-source, grade: vendor_document}}    # runs up to
    #   - {{runs: "1.5", source: my-source, grade: vendor_document}}   # known to run
    # expect:                        # the record tests itself when the seed is checked
    #   - {{firmware: "1.0", https_support: yes}}
"""

_MANUFACTURER: Final = """\
name: {manufacturer}
aliases: []           # other spellings of the same company
statements: []        # only what a source says of all its cameras
"""

_SOURCES: Final = """\
# my-source:
#   title: "Maker, title of the document, revision, page"
#   url: https://...               # or document: "maker, title, number, page"
#   kind: datasheet                # {kinds}
#   published: "2026-01"
#   accessed: "2026-11"
"""


def scaffold(manufacturer: str, series: str, model: str, *, known: bool = True) -> dict[str, str]:
    """Return the text of each file by its path; `known` tells that the catalogue has the maker.

    Raises `OverlayError` for names that no file can be called after.
    """
    for what, name in (("manufacturer", manufacturer), ("series", series), ("model", model)):
        why = why_no_slug(name)
        if why is not None:
            raise OverlayError(name, f"{what} {shortened(name)!r} {why}")
    texts = {
        "manufacturer": quoted(manufacturer),
        "series": quoted(series),
        "model": quoted(model),
        "setups": ", ".join(CERTIFICATE_SETUPS),
        "defaults": " or ".join(f'"{word}"' for word in DETAILS["https_default"]),
        "via": ", ".join(DETAILS["video_via"]),
        "grades": ", ".join(reversed(GRADES)),
        "kinds": ", ".join(SOURCE_KINDS),
    }
    maker = slug(manufacturer)
    texts_by_path = {f"cameras/{maker}/{slug(series)}.yaml": _CAMERAS.format(**texts)}
    if not known:
        texts_by_path[f"manufacturers/{maker}.yaml"] = _MANUFACTURER.format(**texts)
    texts_by_path[f"sources/{maker}.yaml"] = _SOURCES.format(**texts)
    return texts_by_path


def write_scaffold(
    folder: Path, manufacturer: str, series: str, model: str, *, known: bool = True
) -> list[Path]:
    """Write the files of `scaffold` that are not there; a sources file may be there already.

    Raises `OverlayError` where the series has a file already; nothing is written then.
    """
    texts = scaffold(manufacturer, series, model, known=known)
    written = []
    with overlay_files.lock_overlay(folder):
        for name in texts:
            path = folder / name
            if path.exists() and name.startswith("cameras/"):
                raise OverlayError(
                    str(path), f"overlay file {path} is there already: add the model to it"
                )
        for name, text in texts.items():
            path = folder / name
            if not path.exists():
                overlay_files.replace_overlay_file(path, text)
                written.append(path)
    return written
