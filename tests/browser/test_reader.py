"""The feed's reader in the browser: on a page from a disk it answers as the library does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from integration_db import Catalog
from integration_db.catalog.verdict import in_short
from integration_db.database.opening import open_in_memory
from integration_db.export import feed_document, sealed
from integration_db.export.conformance import EXAMPLE, VERDICT
from integration_db.feed_reader import parse
from integration_db.prediction.site import Site
from integration_db.web.pages.parts.assets import ASSETS
from integration_db.web.site.words import words

from .conftest import PATIENCE

OpenReader = Callable[..., Page]

SCRIPTS = ("feed_reader", "verdict_text")

PAGE = '<!doctype html><meta charset="utf-8"><title>Reader</title>'


@pytest.fixture
def open_reader(browser: Browser, tmp_path: Path) -> Iterator[OpenReader]:
    """Open a page from the disk with the reader, and with one constant of JSON per name.

    A page on a disk may not fetch, so what it is given comes as scripts, as on the site.
    """
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    context.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    context.on("weberror", lambda e: wrong.append(str(e.error)))

    def open_page(**constants: str) -> Page:
        scripts = {name: ASSETS[f"{name}.js"].content.decode() for name in SCRIPTS}
        scripts |= {name: f"const {name} = {text};" for name, text in constants.items()}
        for name, script in scripts.items():
            (tmp_path / f"{name}.js").write_text(script, encoding="utf-8")
        tags = "".join(f'<script src="{name}.js"></script>' for name in scripts)
        place = tmp_path / "index.html"
        place.write_text(PAGE + tags, encoding="utf-8")
        page = context.new_page()
        page.goto(place.as_uri())
        return page

    yield open_page
    context.close()
    assert wrong == []


# --- It conforms ----------------------------------------------------------------------------------

CONFORM = """
([text, predicted, judged]) => {
  const R = FeedReader, feed = R.parse(text), schemes = feed.payload.schemes;
  const put = (q, text, device = true) => R.place(text, schemes[q.scheme], q.line, device);
  const named = (camera) => camera && [camera.manufacturer, camera.model];
  const pick = (from, names) =>
    Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
  const alike = (a, b) => {
    if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return a === b;
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((n) => alike(a[n], b[n]));
  };
  const answered = (feed) => (q) => {
    const said = ["firmware", "hardware_version", "recorder", "plugin", "recorder_version"];
    const asked = pick(q, [...said, "options", "device"]);
    const answer = feed.answer(feed.find(q.manufacturer, q.model), asked);
    const made = R.predictions(answer, q.site);
    const list = (values) => feed.payload.capabilities.map((name) => values[name]);
    const got = { camera: list(answer.camera), capabilities: list(answer.capabilities) };
    got.predictions = made.map((one) => pick(one, predicted));
    if (made.length) {
      const best = R.verdict(answer, made);
      got.capabilities = list(best.capabilities);
      got.verdict = pick(best, judged);
    }
    return got;
  };
  const kinds = {
    names: (q) => ({ found: named(feed.find(q.manufacturer, q.model)) }),
    ids: (q) => ({ found: named(feed.byId(q.id)) }),
    firmware: (q) => {
      const { line, lo, hi, built } = put(q, q.text, q.device);
      return { place: line === null ? null : { line, lo, hi, built } };
    },
    order: (q) => ({ order: R.compare(put(q, q.a), put(q, q.b)) }),
    ranges: (q) => ({ holds: R.holds(q.stretch, put(q, q.text)) }),
    answers: answered(feed),
    example_answers: answered(R.parse(ASKED.example)),
  };
  const told = {};
  for (const [kind, ask] of Object.entries(kinds)) {
    const wrong = [];
    for (const asked of ASKED[kind]) {
      const got = ask(asked);
      if (!alike(got, pick(asked, Object.keys(got)))) wrong.push([asked, got]);
    }
    told[kind] = [ASKED[kind].length, wrong.slice(0, 3)];
  }
  return told;
}
"""

PREDICTED = ("setting", "now", "after", "tasks", "counted", "assumes", "if_runs")


def test_it_gives_every_answer_of_the_conformance_file(
    open_reader: OpenReader, real_catalog: Catalog, real_conformance: Path
) -> None:
    text = real_conformance.read_text(encoding="utf-8")
    page = open_reader(ASKED=text)
    feed = sealed(feed_document(real_catalog))
    told: dict[str, Any] = page.evaluate(CONFORM, [feed, PREDICTED, VERDICT])
    asked = json.loads(text)
    assert told == {kind: [len(asked[kind]), []] for kind in told}
    assert told.keys() == {kind for kind, part in asked.items() if isinstance(part, list)}


LADDERS = """
([text, questions]) => {
  const feed = FeedReader.parse(text);
  return questions.map(([maker, model, asked]) => {
    const camera = feed.find(maker, model);
    const names = feed.payload.capabilities;
    return feed.answer(camera, asked).ladder.map((rung) => ({
      ...rung,
      values: names.map((name) => rung.values[name]),
      grades: names.map((name) => rung.grades[name]),
      sources: names.map((name) => rung.sources[name].map((id) => feed.source(id).id)),
      details: Object.keys(rung.details),
    }));
  });
}
"""


def test_it_has_the_ladders_of_the_other_reader(
    open_reader: OpenReader, real_catalog: Catalog
) -> None:
    text = sealed(feed_document(real_catalog))
    feed = parse(text.encode())
    questions: list[tuple[str, str, dict[str, Any]]] = []
    wanted = []
    for maker in feed.payload["manufacturers"]:
        for model in [model for series in maker["series"] for model in series["models"]][::97]:
            own: list[dict[str, Any]] = [{"recorder": "none"}, {"plugin": "ONVIF"}]
            for asked in (*own, {"firmware": "newest"}):
                camera = feed.find(maker["name"], model["name"])
                if camera is None:
                    continue  # two models of one name
                questions.append((maker["name"], model["name"], asked))
                rungs = feed.answer(camera, **asked).ladder
                wanted.append(
                    [
                        {
                            "text": rung.text,
                            "shown": rung.shown,
                            "values": list(rung.values.values()),
                            "grades": list(rung.grades.values()),
                            "sources": list(rung.sources.values()),
                            "details": list(rung.details),
                        }
                        for rung in rungs
                    ]
                )
    assert any(len(rungs) > 1 for rungs in wanted)
    assert open_reader().evaluate(LADDERS, [text, questions]) == wanted


# --- The verdict in one sentence ------------------------------------------------------------------

SENTENCES = """
([words, text, questions]) => {
  const feed = FeedReader.parse(text);
  return questions.map(([maker, model, asked, site]) => {
    const question = { camera: feed.find(maker, model), asked, site };
    const told = [VerdictText.sentence, VerdictText.short].map((one) => one(words, feed, question));
    return [told, VerdictText.tasks(words, feed, question).map(({ name, ...task }) => task)];
  });
}
"""

SAID = ("firmware", "hardware_version", "recorder", "plugin", "recorder_version")

NOT_IN_THE_FEED = (
    (r" What would settle it: .*?(?= The records of this pairing disagree\.$|$)", ""),
    (r"(Seen [\d,]+ times?), last.*?\.(?= Assumed:| The records|$)", r"\1."),
    (r"cannot be placed \(.*\): this", "cannot be placed: this"),
    (r"(: nothing is known of it\.) Did you mean [^?]*\?", r"\1"),
    (r"(the newest firmware that it is shown to run), from [^,:]+", r"\1"),
)
"""What the script leaves out or says otherwise, because the feed does not know it.

A stretch of the feed may begin earlier: it is cut only where something changes.
"""


def said_of(catalog: Catalog, asked: dict[str, Any]) -> list[Any]:
    """Return the library's verdict on a question of the conformance file, and the tasks."""
    site: dict[str, Any] = {
        name: tuple(said) if isinstance(said, list) else said
        for name, said in asked.get("site", {}).items()
    }
    answer = catalog.predict(
        asked["model"],
        manufacturer=asked["manufacturer"],
        **{name: asked[name] for name in SAID if name in asked},
        site=Site(**site, options=tuple(asked.get("options", {}).items())),
        provenance="device" if asked.get("device", True) else "human",
    )
    prediction, verdict = answer.prediction, answer.verdict
    if prediction is None or verdict is None:
        return [[None, None], []]
    texts = (verdict.text, in_short(answer, prediction, verdict))
    return [[as_the_feed_knows(text) for text in texts], [t.to_dict() for t in prediction.tasks]]


def as_the_feed_knows(text: str) -> str:
    for pattern, rest in NOT_IN_THE_FEED:
        text = re.sub(pattern, rest, text, flags=re.DOTALL)
    return text


@pytest.mark.parametrize(("of", "every"), [("answers", 4), ("example_answers", 2)])
def test_the_sentence_of_a_verdict_is_that_of_the_library(
    of: str,
    every: int,
    open_reader: OpenReader,
    real_catalog: Catalog,
    real_conformance: Path,
) -> None:
    told = json.loads(real_conformance.read_text(encoding="utf-8"))
    if of == "answers":
        catalog, text = real_catalog, sealed(feed_document(real_catalog))
    else:
        catalog, text = Catalog(open_in_memory([EXAMPLE])), told["example"]
    questions = told[of][::every]
    members = (*SAID, "options", "device")
    given = [
        (
            one["manufacturer"],
            one["model"],
            {name: one[name] for name in members if name in one},
            one.get("site", {}),
        )
        for one in questions
    ]
    made = open_reader().evaluate(SENTENCES, [words(), text, given])
    for told_of_one in made:
        told_of_one[0] = [text and as_the_feed_knows(text) for text in told_of_one[0]]
    wanted = [said_of(catalog, one) for one in questions]
    codes = {one["verdict"]["code"] for one in questions if "verdict" in one}
    assert len(codes) >= 3
    assert dict(enumerate(made)) == dict(enumerate(wanted))


# --- What it refuses ------------------------------------------------------------------------------

PARSE = """
(tries) => tries.map((given) => {
  try {
    FeedReader.parse(...given);
  } catch (error) {
    return error instanceof FeedReader.FeedError ? error.message : `thrown: ${error}`;
  }
  return "";
})
"""


def test_it_refuses_a_file_that_is_no_feed_as_the_other_reader_does(
    open_reader: OpenReader, catalog: Catalog
) -> None:
    text = sealed(feed_document(catalog))
    edition = json.loads(text)["edition"]
    page = open_reader()
    wrong = {
        "": "this is not JSON",
        text[: len(text) // 2]: "this is not JSON",
        "[" * 100_000: "this is not JSON",
        "\ufeff" + text: "this is not JSON",
        "null": "this JSON is no feed",
        "[]": "this JSON is no feed",
        '{"format":"another"}': "this JSON is no feed: its 'format' is not 'integration-db-feed'",
        text.replace('"format_version":2', '"format_version":3'): "the feed has format version 3",
        text.replace('"format_version":2', '"format_version":"2"'): "the feed has format version",
        text.rstrip()[:-1] + ',"more":1}': "the checksum does not end the feed",
        text.replace("Exemplar", "Another", 1): "the checksum is wrong",
    }
    told = page.evaluate(PARSE, [[one] for one in wrong])
    for message, wanted in zip(told, wrong.values(), strict=True):
        assert message.startswith(wanted)
    (older,) = page.evaluate(PARSE, [[text, edition + 1]])
    assert older.startswith(f"the feed is edition {edition}, and {edition + 1} was there before")
    assert page.evaluate(PARSE, [[text, edition]]) == [""]


def test_it_reads_bytes_as_it_reads_text(open_reader: OpenReader, catalog: Catalog) -> None:
    page = open_reader(TEXT=json.dumps(sealed(feed_document(catalog))))
    version = "FeedReader.parse(new TextEncoder().encode(TEXT)).data_version"
    assert page.evaluate(version) == catalog.data_version
    damaged = "try { FeedReader.parse(Uint8Array.of(255)) } catch (error) { error.message }"
    assert page.evaluate(damaged).startswith("this is not JSON")


ASK = """
([asked, site, setting]) => {
  const feed = FeedReader.parse(TEXT);
  try {
    const answer = feed.answer(feed.find("Exemplar", "E100"), asked);
    FeedReader.predict(answer, setting ?? "https-required", site);
  } catch (error) {
    return error instanceof FeedReader.FeedError ? error.message : `thrown: ${error}`;
  }
  return "";
}
"""


@pytest.mark.parametrize(
    ("asked", "site", "setting", "message"),
    [
        ({"recorder": "NoSuch"}, {}, None, "the feed has no recorder 'NoSuch'"),
        ({"options": {"a": "b"}}, {}, None, "has no option 'a' with the value 'b'"),
        ({"version": "1"}, {}, None, "a question has no 'version': choose from firmware"),
        ({}, {"natt": True}, None, "a site has no 'natt': choose from port"),
        ({}, {"http": "maybe"}, None, "http 'maybe': choose from on, off, redirect"),
        ({}, {"done": ["nothing"]}, None, "done 'nothing': choose from set_clock"),
        ({}, {}, "no such", "the recorder has no setting 'no such'"),
        ({}, {"port": 8443}, "https-if-available", "the recorder has no field for a port"),
    ],
)
def test_it_refuses_what_would_be_passed_over(
    open_reader: OpenReader,
    catalog: Catalog,
    asked: dict[str, Any],
    site: dict[str, Any],
    setting: str | None,
    message: str,
) -> None:
    page = open_reader(TEXT=json.dumps(sealed(feed_document(catalog))))
    assert message in page.evaluate(ASK, [asked, site, setting])
