"""The closed lists of words by the names that clients know them by: each is described once.

A client that is generated from the description has one type for each of them. Settings, options
and symbols are a recorder's own, so they are text.
"""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias, get_args

from integration_db.catalog.queries.filter_query import FACETS
from integration_db.catalog.verdict import VerdictCode
from integration_db.check.answering.certificates import CertificateNeed
from integration_db.check.totals.plan import StepCode, StepPlace
from integration_db.prediction.site import TICKED_OFF
from integration_db.prediction.tasks import TaskPlace
from integration_db.vocabulary import (
    CAPABILITY_NAMES,
    Assumption,
    Audience,
    Certificate,
    CertificateIssuer,
    CertificateName,
    CertificateSetup,
    Grade,
    HttpState,
    Interface,
    Layer,
    Level,
    LineThing,
    MatchLevel,
    NoteCode,
    Requirement,
    Scope,
    SigningPlace,
    SourceKind,
    Status,
    Subject,
    Support,
    Switch,
    Takes,
    TaskCode,
    TlsVersion,
    UrlScheme,
    VideoTransport,
)
from integration_db.web.api.answer_formats import OF_CHECKED_LISTS, OF_LISTS

HitLevel: TypeAlias = Literal[MatchLevel, "prefix", "substring"]
LimitCode: TypeAlias = Literal[NoteCode, Assumption]
FirmwareBoundKind: TypeAlias = Literal["first", "last", "runs", "seen"]
FirmwareOrderResult: TypeAlias = Literal["older", "same", "newer", "unknown"]
_Words: TypeAlias = tuple[str, ...]

WORD_LISTS: Final[dict[str, _Words]] = {
    "Audience": get_args(Audience),
    "CheckedListFormat": OF_CHECKED_LISTS,
    "ListFormat": OF_LISTS,
    "Assumption": get_args(Assumption),
    "Capability": CAPABILITY_NAMES,
    "CertificateIssuer": get_args(CertificateIssuer),
    "CertificateName": get_args(CertificateName),
    "CertificateNeed": get_args(CertificateNeed),
    "CertificateSetup": get_args(CertificateSetup),
    "FacetName": FACETS,
    "FirmwareBoundKind": get_args(FirmwareBoundKind),
    "FirmwareOrderResult": get_args(FirmwareOrderResult),
    "Grade": get_args(Grade),
    "HitLevel": get_args(HitLevel),
    "HttpState": get_args(HttpState),
    "InstalledCertificate": get_args(Certificate),
    "Interface": get_args(Interface),
    "Layer": get_args(Layer),
    "Level": get_args(Level),
    "LimitCode": get_args(LimitCode),
    "LineThing": get_args(LineThing),
    "MatchLevel": get_args(MatchLevel),
    "NoteCode": get_args(NoteCode),
    "Requirement": get_args(Requirement),
    "Scope": get_args(Scope),
    "SigningPlace": get_args(SigningPlace),
    "SourceKind": get_args(SourceKind),
    "Status": get_args(Status),
    "StepCode": get_args(StepCode),
    "StepPlace": get_args(StepPlace),
    "Subject": get_args(Subject),
    "Support": get_args(Support),
    "Switch": get_args(Switch),
    "Takes": get_args(Takes),
    "TaskCode": get_args(TaskCode),
    "TaskPlace": get_args(TaskPlace),
    "TickedOffTask": TICKED_OFF,
    "TlsVersion": get_args(TlsVersion),
    "UrlScheme": get_args(UrlScheme),
    "VerdictCode": get_args(VerdictCode),
    "VideoTransport": get_args(VideoTransport),
}
"""Every closed list by its name in the description."""

_NAMES: Final = {frozenset(words): name for name, words in WORD_LISTS.items()}


def described_words() -> dict[str, Any]:
    """Return the lists as schemas."""
    return {name: {"type": "string", "enum": list(words)} for name, words in WORD_LISTS.items()}


def with_names(schema: Any, reference: str) -> Any:
    """Return a schema whose closed lists are references to those of `described_words`.

    `reference` is their address, with `{model}` in place of the name. Titles that only repeat a
    name are left out. A list that has no name stays as it is.
    """
    if isinstance(schema, list):
        return [with_names(one, reference) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        name: with_names(value, reference)
        for name, value in schema.items()
        if not (name == "title" and isinstance(value, str))
    }
    words = kept.get("enum")
    if not isinstance(words, list) or frozenset(words) not in _NAMES:
        return kept
    others = {name: value for name, value in kept.items() if name not in ("enum", "type")}
    return {"$ref": reference.format(model=_NAMES[frozenset(words)]), **others}
