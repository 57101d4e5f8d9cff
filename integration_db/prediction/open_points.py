"""What would settle an unknown answer: one observation or fact, as a code with its parts."""

from __future__ import annotations

from typing import Final

from integration_db.named_tuple import NamedTuple

TEXTS: Final = {
    "firmware": "which firmware the camera runs",
    "exact_firmware": (
        "the exact firmware, as {firmware!r} may mean several versions with different answers"
    ),
    "firmware_in_full": (
        "the camera's firmware in full, as what was said may mean versions that come to different "
        "ends"
    ),
    "firmware_of_no_line": "{what}, as firmware {firmware!r} cannot be placed ({reason})",
    "firmware_not_covered": (
        "{what}, as no statement covers this firmware of {camera} for certain; a test on the "
        "camera decides"
    ),
    "firmware_out_of_span": (
        "which firmware {camera} has, as it runs {span} and never {firmware!r}; look at the camera"
    ),
    "hardware_version": "the hardware version of {camera}, on which {what} depends",
    "recorder_version": "which version {recorder} has",
    "no_source": "{what}, as no source was found for {camera}; a test on the camera decides",
    "no_source_for_firmware": (
        "{what}, as the sources speak of other firmware of {camera} only ({firmware}); a test on "
        "the camera decides"
    ),
    "looked_for": (
        "{what}, as it was looked for and not found for {camera}; a test on the camera decides"
    ),
    "camera_disputed": "{what}, as sources disagree about {camera}; a test on the camera decides",
    "plugin_disputed": "what {plugin} of {recorder} can do, as sources disagree",
    "pairing_disputed": (
        "what the recorder does with this camera, as statements about the two disagree; connect one"
    ),
    "plugin_https": (
        "whether {plugin} of {recorder} uses HTTPS with this camera; connect one with a setting "
        "that never goes on in clear"
    ),
    "plugin_video": (
        "what {recorder} shows for this camera through {plugin}, {symbols}; connect one with "
        "encrypted video switched on"
    ),
    "plugin_video_unshown": (
        "whether the video of this camera comes encrypted through {plugin} of {recorder}; connect "
        "one with encrypted video switched on, and look at the network"
    ),
    "no_plugin": "which plugin of {recorder} connects the camera",
    "transport": (
        "whether {plugin} of {recorder} and this camera have a way of encrypted video in common"
    ),
    "other_maker": "which plugin of {recorder} connects the camera instead of {plugin}",
    "https_support": "whether HTTPS is supported",
    "video_encryption": "whether the video stream is encrypted",
    "https_reached": (
        "whether the recorder reaches the camera over HTTPS; connect one with a setting that "
        "never goes on in clear"
    ),
    "http_answers": "whether the camera answers over HTTP; open its page with http",
}
"""Per code the words for people, with the names of the parts.

They follow a colon wherever they are said, so none has a colon of its own.
"""

OF_LEVELS: Final = ("https_support", "video_encryption", "https_reached", "http_answers")
"""The codes of what leaves several levels possible."""


def what_is_open(code: str) -> str:
    """Return what is open, without what is to be done about it."""
    return TEXTS[code].partition("; ")[0]


class OpenPoint(NamedTuple):
    """One observation or fact that would settle what is unknown.

    `parts` are names and values of what it is about; `camera` is a camera by maker and model.
    `beside` is what would still be open then.
    """

    code: str
    parts: tuple[tuple[str, str], ...] = ()
    beside: OpenPoint | None = None

    @property
    def text(self) -> str:
        """Return it as a clause for people."""
        text = TEXTS[self.code].format_map(dict(self.parts))
        return f"{text}; and then {self.beside.text}" if self.beside is not None else text

    def said_of(self, camera: str) -> OpenPoint:
        """Return the same of another camera, or of several."""
        parts = ((name, camera if name == "camera" else value) for name, value in self.parts)
        return self._replace(parts=tuple(parts))


def open_point(code: str, **parts: str) -> OpenPoint:
    """Return an open point with the parts that its words need."""
    return OpenPoint(code, tuple(parts.items()))
