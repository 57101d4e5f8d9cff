"""Whether an attempt to connect reaches the camera, condition by condition.

The rules of the protocol menu are those of https://exacq-cms.johnsoncontrols.com/?p=1342. Where a
condition is only derived (a certificate that is not there, a check that fails, an interface that
has a port of its own), the function says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias, get_args

from integration_db.errors import assert_never
from integration_db.prediction.condition import (
    MET,
    OPEN,
    UNMET,
    Condition,
    all_hold,
    assumed,
    done_by,
    fixed,
)
from integration_db.prediction.link import Link
from integration_db.prediction.setting import Attempt
from integration_db.prediction.site import USUAL_PORTS, Site
from integration_db.vocabulary import (
    CHECKS,
    HTTPS_SUPPORT,
    NEEDS_CUSTOM_CERT,
    REGEN_CERT_ON_IP_CHANGE,
    VIDEO_ENCRYPTION,
    Capability,
    Check,
    CheckState,
    Support,
    TaskCode,
)

LookedFor: TypeAlias = Literal["switch", "certificate"]
"""What may be missing where the camera's page does not open over HTTPS."""

LOOKED_FOR: Final[tuple[LookedFor, ...]] = get_args(LookedFor)
"""All of it, in the order in which it is said."""

TUNNELLED: Final = frozenset({"rtsp_over_https"})
"""The ways of encrypted video that need no port beside that of HTTPS."""


def reach(attempt: Attempt, first: bool, port_editable: bool, link: Link, site: Site) -> Condition:
    """Return whether one attempt is answered.

    `first` tells that it is the one for which the recorder's port counts. Where nobody knows
    whether the camera can do it at all, nothing is to be done for it.
    """
    if not link.fits:
        return OPEN
    condition = _reach(attempt, first, first and port_editable, link, site)
    if not attempt.encrypts:
        return condition
    able = needed_by(attempt, link).of(link.capabilities)
    return condition if able == "yes" else condition._replace(tasks=())


def needed_by(attempt: Attempt, link: Link) -> Capability:
    """Return what an encrypted attempt needs of the camera.

    RTSPS, and whatever is tried by a stream's address, carries the video alone.
    """
    over_https = attempt.scheme == "https" and link.takes == "camera"
    return HTTPS_SUPPORT if over_https else VIDEO_ENCRYPTION


def _reach(attempt: Attempt, first: bool, editable: bool, link: Link, site: Site) -> Condition:
    if attempt.scheme == "https" and link.takes == "camera":
        return all_hold(
            (
                fixed(HTTPS_SUPPORT.of(link.capabilities)),
                _interface(attempt, editable, link, site),
                _port(attempt, first, editable, link, site),
                *_secured(link, site, _https_switch(link, site)),
            )
        )
    if attempt.encrypts:
        return all_hold(
            (
                fixed(VIDEO_ENCRYPTION.of(link.capabilities)),
                _stream_port(first, site),
                *_secured(link, site, video_switch(link, site)),
            )
        )
    if attempt.scheme == "http" and link.takes == "camera":
        return all_hold((_http_switch(link, site), _port(attempt, first, editable, link, site)))
    return _stream_port(first, site)


def _secured(link: Link, site: Site, switch: Condition) -> Iterable[Condition]:
    """Yield what every encrypted connection needs, of which its switch is one."""
    yield switch
    yield _certificate(link, site)
    yield _tls(link, site)
    for check in CHECKS:
        yield _check(check, link, site)


def _interface(attempt: Attempt, editable: bool, link: Link, site: Site) -> Condition:
    """Return whether what the plugin talks to is served over HTTPS (derived).

    An interface with a port of its own is not served where the web page is: unless somebody says
    so, nobody knows whether it has HTTPS.
    """
    used = [interface for interface in link.uses if interface not in ("web", "rtsp")]
    if link.observed or (link.uses and not used):
        return MET
    served, ports = link.detail("https_on") or (), dict(link.detail("ports") or ())
    open_: list[Condition] = []
    if not used:
        return assumed("same_interface", site.strict)
    for interface in used:
        own_port = ports.get(interface)
        if interface in served:
            outside = site.nat or site.https_port is not None
            if own_port not in (None, attempt.port) and not outside:
                settable = editable and not site.strict
                open_.append(done_by("set_port") if settable else OPEN)
        elif own_port not in (None, USUAL_PORTS["https"]):
            open_.append(OPEN)
        else:
            open_.append(assumed("same_interface", site.strict))
    return all_hold(open_)


def _may_be_nat(site: Site) -> bool:
    """Return whether ports may be others outside; unsaid, only where nothing is assumed."""
    return site.nat is True or (site.nat is None and site.strict)


def _port(attempt: Attempt, first: bool, editable: bool, link: Link, site: Site) -> Condition:
    """Return whether the port that is tried is one under which the camera is reached."""
    if attempt.scheme == "https" and site.https_port is not None:
        if attempt.port == site.https_port:
            return MET
        return done_by("set_port", now="no") if editable else UNMET
    if first and site.port is not None:
        return assumed("same_port", site.strict)
    return assumed("usual_ports", site.strict)


def _stream_port(first: bool, site: Site) -> Condition:
    """Return whether the port of a stream is reached; behind NAT it has to be let through."""
    same = first and site.port is not None
    port = assumed("same_port" if same else "usual_ports", site.strict)
    if _may_be_nat(site) and "open_port" not in site.done:
        return all_hold((port, done_by("open_port")))
    return port


def _https_switch(link: Link, site: Site) -> Condition:
    """Return whether HTTPS is on at the camera; how it left the factory counts only if said."""
    if site.https_on is not None:
        return MET if site.https_on else done_by("switch_on_https", now="no")
    if "check_https" in site.done:
        return MET
    default = link.detail("https_default")
    if site.as_shipped and default == "on":
        return MET
    if default == "off" and (site.as_shipped or site.http != "off"):
        return done_by("switch_on_https", now="no" if site.as_shipped else "unknown")
    return done_by("check_https")  # where HTTP is off, it is no longer as it left the factory


def _http_switch(link: Link, site: Site) -> Condition:
    """Return whether the camera answers over HTTP. One that redirects may or may not do."""
    default = link.detail("http_default")
    state = site.http or (default if site.as_shipped else None)
    if state == "on":
        return MET
    if state == "off":
        return UNMET
    if state == "redirect" or default in ("off", "redirect"):
        return OPEN
    return assumed("http_on", site.strict)


def _certificate(link: Link, site: Site) -> Condition:
    """Return whether HTTPS has the certificate that it needs, also after an address change."""
    needs, held = NEEDS_CUSTOM_CERT.of(link.capabilities), site.certificate
    putting = certificate_task(link)
    if held == "none" or (held == "factory" and needs == "yes"):
        return done_by(putting, now="no")
    if "check_https" in site.done:
        return MET
    if held is None and needs == "yes":
        return done_by(putting, now="no" if site.as_shipped else "unknown")
    is_there = held in ("self_signed", "ca") or (
        needs == "no" and (held == "factory" or bool(site.as_shipped))
    )
    return all_hold((MET if is_there else done_by("check_https"), _after_move(link, site)))


def _after_move(link: Link, site: Site) -> Condition:
    """Return whether a self-signed certificate still serves after the address changed.

    Of one that an authority issued the recorder's check of names tells.
    """
    if site.address_changed is False or site.certificate == "ca":
        return MET
    if "remake_certificate" in site.done:
        return MET
    regen = REGEN_CERT_ON_IP_CHANGE.of(link.capabilities)
    if regen == "no":
        return MET
    if site.address_changed is None:
        return done_by("check_https")
    return done_by("remake_certificate", now="no" if regen == "yes" else "unknown")


def certificate_task(link: Link) -> TaskCode:
    """Return how a camera is given a certificate of its own."""
    uploaded = link.detail("certificate_setup") == "upload"
    return "upload_certificate" if uploaded else "create_certificate"


def _tls(link: Link, site: Site) -> Condition:
    """Return whether camera and recorder have a version of TLS in common."""
    versions = link.detail("tls")
    if link.observed:
        return MET
    if versions and link.recorder_tls:
        return MET if set(versions) & set(link.recorder_tls) else UNMET
    return assumed("tls_shared", site.strict)


def _check(check: Check, link: Link, site: Site) -> Condition:
    """Return whether the certificate passes one of the recorder's checks (derived).

    An optional one that somebody chose stands as chosen; else it counts *now* as its default, and
    *after* as made: nothing rests on a check that is switched off.
    """
    state: CheckState | str | None = link.check(check)
    if link.observed or state == "off":
        return MET
    passed = _passes(check, link, site)
    if state == "on":
        return passed
    if state == "option":
        chosen = site.option(check)
        if chosen is not None:
            return passed if chosen == "on" else MET
        default = link.check_default(check)
        now: Support = "yes" if default == "off" or passed.now == "yes" else "unknown"
        return passed if default == "on" else passed._replace(now=now)
    if passed == MET:
        return MET
    if _would_fail(check, link, site):
        return passed._replace(now="unknown")
    return assumed("certificate_accepted", site.strict)


def _passes(check: Check, link: Link, site: Site) -> Condition:
    """Return whether the certificate passes a check that is made."""
    certain = site.certificate is not None or bool(site.as_shipped)
    fails: Support = "no" if certain and _would_fail(check, link, site) else "unknown"
    if check == "dates":
        passed = MET if "set_clock" in site.done else done_by("set_clock")
    elif check == "pin":
        passed = MET if "pin_certificate" in site.done else done_by("pin_certificate")
    elif check == "chain":
        trust: tuple[TaskCode, ...] = () if "trust_ca" in site.done else ("trust_ca",)
        passed = done_by(*trust) if trust else MET
        if site.certificate != "ca":
            passed = done_by(*trust, "ca_certificate", now=fails)
    elif check == "name":
        names = site.certificate_names
        fits = "host_name" in names or ("address" in names and site.address_changed is False)
        passed = MET if fits else done_by("ca_certificate", now=fails)
    else:
        assert_never(check)
    return passed


def _would_fail(check: Check, link: Link, site: Site) -> bool:
    """Return whether something known of the certificate would fail a check.

    One that the camera makes itself has no authority behind it, be it there or still to be made.
    """
    shipped = site.certificate in (None, "factory")
    if check == "dates" or check == "pin":
        fails = False  # what is known of a certificate tells neither
    elif check == "chain":
        made = NEEDS_CUSTOM_CERT.of(link.capabilities) == "yes" or site.certificate == "none"
        fails = site.certificate == "self_signed" or (
            site.certificate != "ca"
            and (made and certificate_task(link) == "create_certificate")
            or (shipped and link.detail("certificate_issuer") == "self")
        )
    elif check == "name":
        names = site.certificate_names or (shipped and link.detail("certificate_names")) or ()
        fits = not names or "host_name" in names
        fails = not fits and ("address" not in names or site.address_changed is True)
    else:
        assert_never(check)
    return fails


def looked_for(link: Link, site: Site) -> tuple[LookedFor, ...]:
    """Return what hangs on a look whether the camera's page opens over HTTPS."""
    conditions: dict[LookedFor, Condition] = {
        "switch": _https_switch(link, site),
        "certificate": _certificate(link, site),
    }
    return tuple(name for name, one in conditions.items() if "check_https" in one.tasks)


def video_switch(link: Link, site: Site) -> Condition:
    """Return whether encrypted video is switched on at the camera.

    How it left the factory is known where that is said of each way in which the video may come.
    """
    if site.video_on is not None:
        return MET if site.video_on else done_by("switch_on_video", now="no")
    by_way = dict(link.detail("video_default") or ())
    shipped = {by_way.get(way) for way in link.ways} if site.as_shipped else set()
    if shipped == {"on"}:
        return MET
    return done_by("switch_on_video", now="no" if shipped == {"off"} else "unknown")


def encrypted_video(link: Link, site: Site) -> Condition:
    """Return whether the video travels encrypted where HTTPS is reached.

    Behind NAT a way with a port of its own may be shut, and which of several is taken nobody says.
    """
    able = VIDEO_ENCRYPTION.of(link.capabilities)
    if able != "yes":
        return fixed(able)
    conditions = [video_switch(link, site)]
    tunnelled = link.ways and link.ways <= TUNNELLED
    if _may_be_nat(site) and "open_port" not in site.done and not tunnelled:
        conditions.append(done_by("open_port"))
    return all_hold(conditions)
