"""What would settle an unknown answer: one observation or fact, as a code with its parts."""

from typing import Final, NamedTuple

TEXTS: Final = {
    "firmware": "the camera's firmware: say which version it runs",
    "exact_firmware": (
        "the exact firmware: {firmware!r} may mean several versions with different answers"
    ),
    "firmware_in_full": (
        "the camera's firmware in full: what was said may mean versions that come to different ends"
    ),
    "firmware_of_no_line": "{what}: firmware {firmware!r} cannot be placed: {reason}",
    "firmware_not_covered": (
        "{what}: no statement covers this firmware of {camera} for certain; "
        "a test on the camera decides"
    ),
    "firmware_out_of_span": (
        "firmware {firmware!r} is none that {camera} can run: it runs {span}; "
        "look at the camera which it has"
    ),
    "hardware_version": "{what}: depends on the hardware version of {camera}: say which",
    "recorder_version": "the version of {recorder}: say which",
    "no_source": "{what}: no source found for {camera}; a test on the camera decides",
    "no_source_for_firmware": (
        "{what}: the sources speak of other firmware of {camera} only ({firmware}); "
        "a test on the camera decides"
    ),
    "looked_for": "{what}: looked for and not found for {camera}; a test on the camera decides",
    "camera_disputed": ("{what}: sources disagree about {camera}; a test on the camera decides"),
    "plugin_disputed": "sources disagree about the {plugin} plugin of {recorder}",
    "pairing_disputed": "statements about this pairing disagree",
    "plugin_https": (
        "whether {plugin} of {recorder} uses HTTPS with this camera: connect one with a setting "
        "that never goes on in clear"
    ),
    "plugin_video": (
        "what {recorder} shows for this camera through {plugin}, {symbols}: connect one with "
        "encrypted video switched on"
    ),
    "plugin_video_unshown": (
        "whether the video of this camera comes encrypted through {plugin} of {recorder}: connect "
        "one with encrypted video switched on, and look at the network"
    ),
    "no_plugin": "the plugin of {recorder} that connects the camera: say which",
    "transport": (
        "whether {plugin} of {recorder} and this camera have a way of encrypted video in common"
    ),
    "other_maker": "{plugin} of {recorder} takes cameras of {makers} only",
    "https_support": "whether HTTPS is supported",
    "video_encryption": "whether the video stream is encrypted",
    "https_reached": (
        "whether the recorder reaches the camera over HTTPS: connect one with a setting that "
        "never goes on in clear"
    ),
    "http_answers": "whether the camera answers over HTTP: open its page with http",
}
"""Per code the words for people, with the names of the parts."""

OF_LEVELS: Final = ("https_support", "video_encryption", "https_reached", "http_answers")
"""The codes of what leaves several levels possible."""


class OpenPoint(NamedTuple):
    """One observation or fact that would settle what is unknown.

    `parts` are names and values of what it is about; `camera` is a camera by maker and model.
    """

    code: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """Return it as a clause for people."""
        return TEXTS[self.code].format_map(dict(self.parts))

    def said_of(self, camera: str) -> "OpenPoint":
        """Return the same of another camera, or of several."""
        parts = ((name, camera if name == "camera" else value) for name, value in self.parts)
        return self._replace(parts=tuple(parts))


def open_point(code: str, **parts: str) -> OpenPoint:
    """Return an open point with the parts that its words need."""
    return OpenPoint(code, tuple(parts.items()))
