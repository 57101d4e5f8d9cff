"""The objects of the JSON promise, for the description of the API; answers are not checked by it.

The tests hold real answers against these classes, key by key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, RootModel, create_model

from integration_db.catalog.queries.filter_query import FACETS
from integration_db.catalog.verdict import VerdictCode
from integration_db.prediction.tasks import TaskPlace
from integration_db.vocabulary import (
    CAPABILITIES,
    CAPABILITY_NAMES,
    INTERFACES,
    LEVELS,
    OF_PLUGINS,
    Assumption,
    Capability,
    CertificateIssuer,
    CertificateName,
    CertificateSetup,
    Grade,
    HttpState,
    Interface,
    Layer,
    Level,
    MatchLevel,
    NoteCode,
    Scope,
    SigningPlace,
    SourceKind,
    Support,
    Switch,
    Takes,
    TaskCode,
    TlsVersion,
    UrlScheme,
    VideoTransport,
)
from integration_db.web.api.parameters import QuestionParameters
from integration_db.web.api.word_lists import (
    FirmwareBoundKind,
    FirmwareOrderResult,
    HitLevel,
)

if TYPE_CHECKING:
    CapabilityName: TypeAlias = str
else:
    CapabilityName = Literal[CAPABILITY_NAMES]


_UNSAID: Final[Any] = None
"""The default of what may be left out; it is never null."""


def _each(kind: Any, capabilities: tuple[Capability, ...] = CAPABILITIES) -> dict[str, Any]:
    """Return one field per capability."""
    return {capability.name: (kind, ...) for capability in capabilities}


def _some(kind: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return one field per name, each of which may be left out."""
    return dict.fromkeys(names, (kind, None))


class Counts(RootModel[dict[str, int]]):
    """Numbers, each by the word that it is about."""


_Capabilities: Any = create_model("_Capabilities", **_each(Support))


class Capabilities(_Capabilities):  # type: ignore[misc]
    """What a camera can do, alone or through a plugin."""


class Interval(BaseModel):
    """The capabilities in one range of firmware; `shown` if the camera is known to run it."""

    firmware: str
    shown: bool
    capabilities: Capabilities


class Match(BaseModel):
    """How the written name met the model."""

    level: MatchLevel
    written: str
    listed: bool
    rule: str


class Source(BaseModel):
    """A document; `document` says where it is to be found if there is no address."""

    id: str
    title: str | None = None
    url: str | None = None
    document: str | None = None


class Note(BaseModel):
    """Something good to know."""

    code: NoteCode
    text: str


class Attempt(BaseModel):
    """A connection that the recorder tries."""

    scheme: UrlScheme
    port: int


class Channels(BaseModel):
    """What of the traffic is encrypted; `video_login` is the log-in of the stream itself."""

    credentials: Support
    web_page: Support
    commands: Support
    video: Support
    video_login: Support


class Moment(BaseModel):
    """Every level that is possible at one time, least first.

    `symbols` are what the recorder shows for them, null where it has no symbols.
    """

    levels: list[Level]
    symbols: list[str] | None
    channels: Channels


class Task(BaseModel):
    """Something to do on site; the floor of the answer rests on it if it `counts`.

    `because` is what statements say that ask for it, `sources` are theirs; null where none does.
    """

    code: TaskCode
    text: str
    because: str | None
    sources: list[Source]
    where: TaskPlace
    interrupts: bool
    proof: str
    counts: bool


class Prediction(BaseModel):
    """What comes of one setting: as things are, and after the tasks.

    `channels` are those after the tasks, `assumes` what both moments take for granted.
    """

    setting: str
    label: str
    now: Moment
    after: Moment
    tasks: list[Task]
    attempts: list[Attempt]
    port_editable: bool
    may_delay: bool
    channels: Channels
    assumes: list[Assumption]
    findings: list[Note]
    settled_by: str | None


class RestsOn(BaseModel):
    """The weakest grade behind an answer, on either side; null where nothing was decided."""

    camera: Grade | None
    recorder: Grade | None


class Seen(BaseModel):
    """On which firmware and recorder version somebody saw it last."""

    firmware: str | None
    recorder_version: str | None


class Verdict(BaseModel):
    """The prediction in one sentence, and its parts.

    It is about the setting that was asked for, else about the best one.
    """

    code: VerdictCode
    text: str
    setting: str
    floor: Level
    ceiling: Level
    symbols: list[str] | None
    firmware_from: str | None
    if_runs: bool
    tasks: int
    may_not_connect: bool
    assumes: list[Assumption]
    rests_on: RestsOn
    seen: int
    last_seen: Seen | None
    disputed: bool


class Anchor(BaseModel):
    """Where in its source a statement stands."""

    page: str | None = None
    section: str | None = None
    phrase: str | None = None


class Reason(BaseModel):
    """One statement's part in an answer."""

    capability: CapabilityName
    layer: Layer
    scope: Scope
    value: Support
    firmware: str
    recorder_version: str
    hardware_version: str | None
    grade: Grade
    verified_on: str | None
    newer_than_verified: bool
    source: Source
    anchor: Anchor | None
    note: str | None
    decisive: bool


class Gap(BaseModel):
    """What is missing for a capability."""

    capability: CapabilityName
    layer: Layer
    text: str


class OptionValues(RootModel[dict[str, str]]):
    """What was chosen of a recorder's options, by their names."""


class Answer(BaseModel):
    """What the recorder will encrypt, and why.

    `verdict` is null, and `predictions` are none, where the question is about the camera alone.
    `camera` is what the camera can do by itself, `capabilities` what it can do with the recorder.
    """

    manufacturer: str
    model: str
    match: Match
    members: list[str]
    firmware: str | None
    firmware_from: str | None
    hardware_version: str | None
    recorder: str | None
    plugin: str | None
    recorder_version: str | None
    recorder_version_from: str | None
    options: OptionValues
    verdict: Verdict | None
    camera: Capabilities
    capabilities: Capabilities
    intervals: list[Interval]
    predictions: list[Prediction]
    explanation: list[Reason]
    missing: list[Gap]
    notes: list[Note]


_Swapped: Any = create_model("_Swapped", **_some(list[Support], CAPABILITY_NAMES))


class SwappedCapabilities(_Swapped):  # type: ignore[misc]
    """The capabilities that differ: the value of the old unit, then that of the new one."""


class SwappedLevels(RootModel[dict[str, list[list[Level]]]]):
    """The levels that differ, by setting: those of the old unit, then those of the new one."""


class Meaning(BaseModel):
    """What a written name means; `members` are the models that share it."""

    manufacturer: str | None
    model: str | None
    match: Match
    members: list[str]
    suggestions: list[str]


class Swap(BaseModel):
    """What differs from the unit that was replaced: both values of each thing, in words too."""

    firmware: str | None
    capabilities: SwappedCapabilities
    levels: SwappedLevels
    text: list[str]


class ByPlugin(BaseModel):
    """The verdict through one of the recorder's plugins."""

    plugin: str | None
    verdict: Verdict


class Peers(BaseModel):
    """How other cameras of a series or maker stand where a value is unknown; a statistic."""

    of: str
    yes: int
    no: int
    sources: int
    grade: Grade
    text: str


_Peers: Any = create_model("_Peers", **_some(Peers, CAPABILITY_NAMES))


class PeersByCapability(_Peers):  # type: ignore[misc]
    """The statistic of other cameras for each capability that is unknown."""


class Predicted(Answer):
    """A prediction: the object of the command `predict`.

    `replaces` is there where a firmware was replaced, `plugins` where a recorder was named and no
    plugin; `peers` has an entry per capability that is unknown, where there are some.
    """

    peers: PeersByCapability
    replaces: Swap | None = None
    plugins: list[ByPlugin] | None = None


class Compared(BaseModel):
    """Answers side by side: the object of the command `compare`."""

    differences: list[str]
    cameras: list[Answer]


_Ports: Any = create_model("_Ports", **_some(int, INTERFACES))


class Ports(_Ports):  # type: ignore[misc]
    """Ports that are not the usual ones, by interface."""


class Details(BaseModel):
    """What else is said of a camera, by the words of `vocabulary.DETAILS`."""

    certificate_setup: CertificateSetup = _UNSAID
    certificate_issuer: CertificateIssuer = _UNSAID
    certificate_names: list[CertificateName] = _UNSAID
    https_default: Switch = _UNSAID
    http_default: HttpState = _UNSAID
    video_default: Switch = _UNSAID
    video_via: list[VideoTransport] = _UNSAID
    https_on: list[Interface] = _UNSAID
    ports: Ports = _UNSAID
    tls: list[TlsVersion] = _UNSAID
    csr: SigningPlace = _UNSAID


_Stated: Any = create_model("_Stated", **_some(Support, CAPABILITY_NAMES))


class StatedCapabilities(_Stated):  # type: ignore[misc]
    """The capabilities of which a statement says something."""


class Statement(BaseModel):
    """One sourced fact about a camera."""

    layer: Layer
    scope: Scope
    firmware: str
    hardware_version: str | None
    capabilities: StatedCapabilities
    details: Details
    grade: Grade
    verified_on: str | None
    note: str | None
    source: Source
    anchor: Anchor | None


class Release(BaseModel):
    """A firmware that a document names."""

    version: str
    released: str | None
    track: str | None
    hardware_version: str | None
    source: str


class FirmwareBound(BaseModel):
    """What a source says of the firmware that a camera runs: `first`, `last`, `runs` or `seen`."""

    bound: FirmwareBoundKind
    firmware: str
    grade: Grade | None
    source: Source


class Profile(BaseModel):
    """All that is known of a camera: the object of the command `show`."""

    manufacturer: str
    model: str
    match: Match
    series: str
    identifiers: list[str]
    aliases: list[str]
    hardware_versions: list[str]
    rebrand_of: str | None
    note: str | None
    named_in: list[Source]
    confirmed: bool
    verdict: Verdict | None
    capabilities: Capabilities
    intervals: list[Interval]
    details: Details
    near: list[str]
    firmware_span: list[FirmwareBound]
    releases: list[Release]
    statements: list[Statement]


class Line(BaseModel):
    """One camera of a list: an object of the command `filter`."""

    manufacturer: str
    model: str
    series: str
    ranges: list[Interval]


class Listing(BaseModel):
    """What every list carries."""

    data_version: str


class FacetCount(RootModel[dict[str, str | int]]):
    """A value under the name of its facet, and how many `cameras` have it."""


_Facets: Any = create_model("_Facets", **_some(list[FacetCount], FACETS))


class Facets(_Facets):  # type: ignore[misc]
    """The facets that were asked for."""


class ListingPage(Listing):
    """What every page carries; `next` and `previous` are addresses on this server."""

    total: int
    limit: int
    offset: int
    next: str | None
    previous: str | None


class Cameras(ListingPage):
    """One page of the cameras found."""

    facets: Facets
    cameras: list[Line]


class Hit(BaseModel):
    """A model that fits a text: an object of the command `search`."""

    manufacturer: str
    model: str
    level: HitLevel
    score: float


class NamedMaker(BaseModel):
    """A maker that a text names or begins to name, and how many cameras of it are listed."""

    name: str
    cameras: int


class Hits(Listing):
    """The makers that are named, and the models that fit, the best fit first."""

    manufacturers: list[NamedMaker]
    models: list[Hit]


class Manufacturer(BaseModel):
    """A maker of cameras."""

    manufacturer: str
    aliases: list[str]
    firmware_scheme: str
    models: int


class Manufacturers(ListingPage):
    """One page of the makers of cameras."""

    manufacturers: list[Manufacturer]


_Plugin: Any = create_model(
    "_Plugin", recorder=(str, ...), plugin=(str, ...), **_each(Support, OF_PLUGINS)
)


class MenuEntry(BaseModel):
    """A setting of a recorder, which `protocol` chooses by its id or label."""

    id: str
    label: str


class Option(BaseModel):
    """Another choice of a recorder; `default` is null where nobody says."""

    id: str
    label: str
    values: list[str]
    default: str | None


_Symbols: Any = create_model("_Symbols", **_some(str, LEVELS))


class SymbolsByLevel(_Symbols):  # type: ignore[misc]
    """What a recorder shows, by level; it has no symbol for those that are missing."""


class Plugin(_Plugin):  # type: ignore[misc]
    """A recorder's device-type plugin; it takes cameras of these manufacturers (none: of any).

    Its capabilities are the best that it has, with the right choice of what it `depends_on`.
    `symbols` are the recorder's by level, null where it has none.
    """

    takes: Takes
    uses: list[Interface]
    manufacturers: list[str]
    depends_on: list[str]
    settings: list[MenuEntry]
    options: list[Option]
    symbols: SymbolsByLevel | None
    source: Source | None
    note: str | None


class Plugins(Listing):
    """The plugins of one recorder, or of all."""

    plugins: list[Plugin]


class Document(Source):
    """A source, with how many statements rest on it."""

    kind: SourceKind
    published: str | None
    accessed: str | None
    note: str | None
    statements: int
    cameras: int
    firmware: int
    manufacturers: list[str]


class Sources(ListingPage):
    """One page of the documents."""

    sources: list[Document]


class CoverageCounts(BaseModel):
    """How many models have which value, and of how many it is only inferred."""

    yes: int
    no: int
    unknown: int
    inferred: int


_Coverage: Any = create_model(
    "_Coverage", manufacturer=(str, ...), models=(int, ...), **_each(CoverageCounts)
)


class Coverage(_Coverage):  # type: ignore[misc]
    """How much is known of the cameras of one manufacturer, or of all."""


class Stats(Listing):
    """How much is known: the object of the command `stats`."""

    license: str | None
    confirmed_models: int
    manufacturers: int
    series: int
    models: int
    statements: int
    sources: int
    recorders: int
    plugins: int
    statements_by_grade: Counts
    coverage: list[Coverage]


class Ordered(BaseModel):
    """How two versions stand: `a` is older than, the same as or newer than `b`, or unknown."""

    manufacturer: str
    a: str
    b: str
    result: FirmwareOrderResult
    why: str


class Address(BaseModel):
    """An address of the API; braces in its path stand for names."""

    resource: str
    method: str
    path: str
    name: str
    summary: str
    formats: list[str]


class Index(Listing):
    """What there is; `license` is that of the data, null where nobody says."""

    title: str
    version: str
    license: str | None
    description: str
    documentation: str
    addresses: list[Address]


class Version(Listing):
    """The versions of program and data."""

    version: str


class Health(Listing):
    """Says that the database answers."""

    status: str


class Question(QuestionParameters):
    """One prediction: the options of the command `predict`."""


class ProblemDocument(BaseModel):
    """What is wrong with a request (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    suggestions: list[str]
    parameter: str | None = None
    pointer: str | None = None


class Result(BaseModel):
    """One line of a batch, in the order asked: an answer with status 200, or else a problem."""

    status: int
    answer: Predicted | None = None
    problem: ProblemDocument | None = None


class Results(Listing):
    """The results of a batch."""

    results: list[Result]
