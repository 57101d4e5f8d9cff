"""What would settle an unknown answer: one observation or fact, as a code with its parts."""

from __future__ import annotations

from typing import Final, NamedTuple

from integration_db.prediction.outcomes import HTTPS_ONLY

TEXTS: Final = {
    "firmware": "the camera's firmware: say which version it runs",
    "exact_firmware": (
        "the exact firmware: {firmware!r} may mean several versions with different answers"
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
    "camera_disputed": (
        "{what}: sources of equal grade disagree about {camera}; a test on the camera decides"
    ),
    "plugin_disputed": "sources of equal grade disagree about the {plugin} plugin of {recorder}",
    "pairing_disputed": "statements about this pairing disagree",
    "plugin_https": (
        "whether the {plugin} plugin of {recorder} uses HTTPS with this camera: connect one with "
        f"{HTTPS_ONLY}"
    ),
    "plugin_symbol": (
        "the symbol that {recorder} shows for this camera with the {plugin} plugin, gear or "
        "padlock: connect one"
    ),
    "plugin_other": "{what} with the {plugin} plugin of {recorder}: connect a camera",
    "plugin_unknown": (
        "what the plugin {plugin!r} of {recorder} does over HTTPS: connect a camera with "
        f"{HTTPS_ONLY}"
    ),
    "https_support": "whether HTTPS is supported",
    "video_encryption": "whether the video stream is encrypted",
    "certificate_installed": "whether the camera's own certificate is installed",
    "https_before_certificate": (
        "whether HTTPS works before a certificate is put on the camera: open its web page "
        "over https, or install a certificate and say that it is there"
    ),
    "certificate_remade": (
        "whether the camera's certificate was made again after its address changed"
    ),
}
"""Per code the words for people, with the names of the parts."""


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

    def said_of(self, camera: str) -> OpenPoint:
        """Return the same of another camera, or of several."""
        parts = ((name, camera if name == "camera" else value) for name, value in self.parts)
        return self._replace(parts=tuple(parts))


def open_point(code: str, **parts: str) -> OpenPoint:
    """Return an open point with the parts that its words need."""
    return OpenPoint(code, tuple(parts.items()))
