"""The report as its reader sees it: right numbers, every line once, harmless, and one file."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import html5lib
import pytest
from openpyxl import Workbook

from integration_db import Catalog
from integration_db.check import Checked, Requirement, Tally, Waiver, check, columns_of
from integration_db.check.formats.address_cover import AddressCover
from integration_db.check.totals.plan import StepPlace, plan_of
from integration_db.report import bars, fragment, stylesheet, write_html
from integration_db.report.digest import BLOCK, DETAILED, Digest
from integration_db.report.follow_up import LOOK_AT_CERTIFICATE, follow_up_of
from integration_db.report.front import strength_of
from integration_db.report.work import PARTIES
from integration_db.text.labels import ASSUMPTION, CERTIFICATE_NEED, TASK
from integration_db.text.sentences import sentence
from integration_db.vocabulary import AUDIENCES, CAMERA_SUBJECTS, OPEN_SUBJECTS, STATUSES

TODAY = date(2026, 9, 14)
SCRIPT = "<script>alert(1)</script>"
QUOTES = "\"'><img src=x onerror=alert(2)>"
HIDDEN = "E100\u202e\x1b[31m\u200b{{ 7*7 }}"

Record = Mapping[str, object]


def records() -> list[dict[str, object]]:
    """A list with everything in it: good lines, open ones, wrong ones, hostile ones."""
    return [
        {"name": "Lobby", "model": "Exemplar E100", "firmware": "2.0", "plugin": "ONVIF"},
        {"name": "Gate", "model": "exemplar e-100", "firmware": "2.0", "plugin": "ONVIF"},
        {"name": "Roof", "model": "Exemplar E100", "qty": "12"},
        {"name": "Yard", "model": "Exemplar E100", "firmware": "0.1", "ip changed": "yes"},
        {"name": "Attic", "model": "Nonsuch 3000"},
        {"name": "Cellar", "model": "Exemplar E100", "https port": "99999"},
        {"name": SCRIPT, "model": QUOTES, "firmware": SCRIPT, "plugin": QUOTES},
        {"name": QUOTES, "model": HIDDEN, "password": "hunter2", "remarks": "not for print"},
        {"name": "Long", "model": "Y" * 100_000},
        {"name": "", "model": ""},
    ]


WAIVERS = (
    Waiver((("name", "Attic"),), f"is pulled down {SCRIPT}", date(2027, 3, 31)),
    Waiver((("name", "Cellar"),), "was pulled down", date(2026, 3, 31)),
    Waiver((("name", "Nobody"),), f"left over {QUOTES}", date(2027, 3, 31)),
)


def checked(catalog: Catalog, require: Requirement = "control", **options: Any) -> Checked:
    options = {"waivers": WAIVERS, "today": TODAY, **options}
    return check(catalog, options.pop("records", records()), require=require, **options)


def write(catalog: Catalog, checked_list: Checked, **options: Any) -> tuple[str, Tally]:
    out = io.StringIO()
    given = {"heading": "Site A", "list_name": "cameras.csv", **options}
    tally = write_html(checked_list, out, data_version=catalog.data_version, today=TODAY, **given)
    return out.getvalue(), tally


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> str:
    header = ["name", "model", "firmware", "Admin password", "<b>Remarks</b>", ""]
    text, _ = write(
        catalog,
        checked(catalog),
        heading=f"Site {SCRIPT}",
        list_name=QUOTES,
        columns=columns_of(header),
    )
    return text


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text that is read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._aside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._aside = tag in ("style", "title")
        if tag in ("dd", "div", "dt", "li", "p", "small", "td", "th", "tr"):
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        self._aside = False

    def handle_data(self, data: str) -> None:
        if not self._aside:
            self.text += data

    def ids(self, prefix: str) -> list[str]:
        return [a["id"] or "" for _, a in self.tags if (a.get("id") or "").startswith(prefix)]


def squeezed(text: str) -> str:
    return " ".join(Elements(text).text.replace("\xa0", " ").split())


def test_the_totals_are_those_of_the_list(catalog: Catalog) -> None:
    checked_list = checked(catalog)
    text, tally = write(catalog, checked_list)
    assert tally == checked_list.tally
    seen = squeezed(text)
    assert tally.sentence in seen
    asked = sum(tally.subjects[one] for one in OPEN_SUBJECTS)
    assert f"{tally.failed} of {asked} lines" in seen
    for status in STATUSES:
        lines = sum(tally.found[subject, status] for subject in CAMERA_SUBJECTS)
        if not lines:
            continue
        cameras = tally.cameras_by_status[status]
        tile = f"{lines} {'line' if lines == 1 else 'lines'} {status}"
        assert (f"{tile} {cameras} camera" if cameras else tile) in seen
    assert tally.certificate_sentence in seen


@pytest.mark.parametrize("require", ["control", "full"])
def test_bars_and_work_add_up_to_the_totals(real_catalog: Catalog, require: Requirement) -> None:
    lines = [
        {"model": f"{maker} {model}", "qty": str(number % 5)}
        for number, (maker, model) in enumerate(
            real_catalog.reader.rows(
                "SELECT m.name, s.name FROM model s JOIN manufacturer m "
                "ON m.id = s.manufacturer_id WHERE s.id % 7 = 0"
            )
        )
    ]
    lines += [
        {"model": "Axis P3245-LVE", "qty": "3", "vms": "Betamax"},
        {"model": "Axis P3245-LVE", "qty": "many"},
    ]
    everything = checked(real_catalog, require, records=lines, waivers=())
    with Digest(everything, AddressCover("site")) as digest:
        tally, groups = digest.tally, digest.groups
    reaches = {part.word: part.number for part in bars.reach_bar(tally)}
    assert sum(reaches.values()) == tally.cameras
    assert reaches["no answer"] == 3
    assert sum(part.width for part in bars.reach_bar(tally)) == pytest.approx(100)
    left = follow_up_of(groups)
    told = {point.text: point.cameras for point in left.certificates}
    needs = {CERTIFICATE_NEED[need]: number for need, number in tally.certificates.items()}
    assert told == {text: n for text, n in needs.items() if n and text != CERTIFICATE_NEED["none"]}
    answered = [one.assessment for one in groups if one.assessment.answer is not None]
    assert tally.device_types == sum(one.subject != "optional" for one in answered)
    verified = [step.cameras for step in plan_of(groups) if step.code == "verify"]
    assert 0 < sum(verified) <= tally.cameras
    assert sum(group.lines for group in groups) == tally.lines


def test_every_line_stands_in_the_table_once(page: str) -> None:
    assert Elements(page).ids("line-") == [f"line-{n}" for n in range(1, len(records()) + 1)]


def test_lines_that_mean_the_same_share_one_paragraph(page: str) -> None:
    seen = squeezed(page)
    assert "lines 1 Lobby, 2 Gate" in seen
    assert "normalised" in seen
    assert "written “exemplar e-100”" in seen


def test_every_link_inside_the_page_leads_somewhere(page: str) -> None:
    elements = Elements(page)
    ids = [a["id"] for _, a in elements.tags if "id" in a]
    assert Counter(ids).most_common(1)[0][1] == 1, "an id is there twice"
    for _, attributes in elements.tags:
        target = attributes.get("href") or ""
        labelled = attributes.get("aria-labelledby")
        assert not target.startswith("#") or target[1:] in ids
        assert labelled is None or labelled in ids


def test_nothing_is_loaded_and_nothing_runs(page: str) -> None:
    elements = Elements(page)
    for tag, attributes in elements.tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        target = attributes.get("href")
        assert target is None or target.startswith("#") or tag == "a"
        assert target is None or re.match(r"#|https?://", target)
    assert "url(" not in re.sub(r"url\(#report-[a-z-]+\)", "", page.split("</style>")[0])
    assert "@import" not in page
    policy = next(a for tag, a in elements.tags if a.get("http-equiv"))
    assert (policy["content"] or "").startswith("default-src 'none'")


def test_hostile_text_is_shown_and_inert(page: str) -> None:
    text = Elements(page).text
    assert SCRIPT in text  # read as text, not as an element
    assert "\\u202e\\x1b[31m\\u200b" in text
    assert "{{ 7*7 }}" in text
    assert not set(page) & set("\u202e\x1b\u200b\x00")
    assert "Y" * 1000 not in page


def test_other_columns_stay_inside(page: str) -> None:
    for secret in ("hunter2", "not for print"):
        assert secret not in page
    seen = squeezed(page)
    assert "Admin password not used, holds a secret" in seen
    assert "<b>Remarks</b> not used" in seen


def test_waivers_are_told_with_their_last_day(page: str) -> None:
    seen = squeezed(page)
    assert f"Waived until 2027-03-31: Is pulled down {SCRIPT}." in seen
    assert "waiver expired" in seen
    assert "The waiver of 1 line is over, so it counts again: line 6 Cellar." in seen
    assert "name Nobody: left over" in seen


def test_the_page_is_valid_html(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page)


def test_headings_and_tables_can_be_followed_without_seeing_them(page: str) -> None:
    elements = Elements(page)
    levels = [int(tag[1]) for tag, _ in elements.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in zip(levels, levels[1:], strict=False))
    assert all("scope" in a for tag, a in elements.tags if tag == "th")
    tags = Counter(tag for tag, _ in elements.tags)
    assert tags["caption"] == tags["table"]
    assert tags["main"] == tags["header"] == tags["footer"] == 1
    assert next(a for tag, a in elements.tags if tag == "html") == {"lang": "en"}
    drawings = [a for tag, a in elements.tags if tag == "svg"]
    assert all(a.get("aria-hidden") == "true" or a.get("aria-label") for a in drawings)


def test_answers_show_what_they_rest_on(real_catalog: Catalog) -> None:
    asked = {"model": "AXIS P3245-LVE", "firmware": "10.12.114", "plugin": "ONVIF"}
    text, _ = write(real_catalog, check(real_catalog, [asked]))
    answer = real_catalog.predict("AXIS P3245-LVE", firmware="10.12.114", plugin="ONVIF")
    sources = {r.source for r in answer.explanation if r.decisive and r.source}
    assert sources
    elements = Elements(text)
    assert len(elements.ids("source-")) == len(sources)
    links = [a.get("href") for tag, a in elements.tags if tag == "a"]
    for source in sources:
        assert source.title in elements.text
        assert source.url in links
    assert answer.question.recorder is not None
    for note in answer.notes:
        assert note.text in elements.text
    for setting in answer.question.side.settings:
        assert setting.label in elements.text
    assert answer.verdict is not None
    assert answer.verdict.text in elements.text


def test_what_limits_the_answers_stands_in_the_report(catalog: Catalog) -> None:
    lines: list[Record] = [
        {"model": "Exemplar E100", "firmware": "10.12.114", "qty": 4},
        {"model": "Exemplar E100", "firmware": "10.12.114", "plugin": "Mystery"},
    ]
    checked_list = checked(catalog, "full", records=lines, waivers=())
    text, _ = write(catalog, checked_list)
    seen = squeezed(text)
    assert "No plugin was named: this is what exacqVision as a whole is known to do. 4 cam" in seen
    assert "The catalogue has no plugin 'Mystery' of exacqVision" in seen
    for limit in checked_list.limits:
        told = sentence(limit.text) if limit.assumed else limit.text
        assert told.casefold() in seen.casefold()
    assert sentence(ASSUMPTION["certificate_accepted"].name) in seen
    for line in checked(catalog, "full", records=lines, waivers=()):
        assert line.assessment.verdict is not None
        assert seen.count(line.assessment.verdict.text) >= 2  # at the line, and at its type


def test_the_front_page_says_of_what_the_report_is_and_how_sure_it_is(catalog: Catalog) -> None:
    lines: list[Record] = [
        {"model": "Exemplar E100", "firmware": "10.12.114", "qty": 4, "plugin": "ONVIF"},
        {"model": "Exemplar E100", "firmware": "0.1", "vms version": "24.03"},
        {"model": "Nonsuch 3000", "qty": 2},
    ]
    text, _ = write(catalog, checked(catalog, records=lines, waivers=()))
    front = squeezed(text.split('<nav aria-label="Contents')[0])
    for said in (
        "List cameras.csv",
        "Date 2026-09-14",
        "exacqVision, version not said (4 cameras)",
    ):
        assert said in front
    assert "exacqVision, version 24.03 (1 camera)" in front
    assert "Plugin ONVIF (4 cameras); not named (1 camera)" in front
    assert "Protocol setting, after the work HTTPS Required Required" in front
    assert "Data version" in front
    rows = re.findall(r"(\d+) (proven|documented|inferred|no answer)[:,]", front)
    assert sum(int(number) for number, _ in rows) == 5  # the cameras, the question not
    assert "control and video encrypted (padlock) is possible and not proven" in front
    assert "It would be proven by a test" in front


def test_what_goes_beyond_the_requirement_is_told_from_what_is_asked(catalog: Catalog) -> None:
    """Else a padlock that nobody promises seems to take back that the requirement is reached."""
    lines: list[Record] = [{"model": "Exemplar E100", "firmware": "10.12.91", "plugin": "ONVIF"}]
    fronts = {}
    for require in ("control", "full"):
        text, _ = write(catalog, checked(catalog, require, records=lines * 2, waivers=()))
        fronts[require] = squeezed(text.split('id="report-result"')[1].split("</section>")[0])
    level = "control and video encrypted (padlock) is possible and not proven"
    assert f"2 cameras reach the requirement; beyond it, {level}" in fronts["control"]
    assert f"For 2 cameras, {level}" in fronts["full"]
    assert "None of the 2 lines is sure to reach the requirement." in fronts["full"]


def test_what_was_seen_is_proven_and_nothing_else_is(catalog: Catalog) -> None:
    for line in check(catalog, [{"model": "Exemplar E100", "firmware": "10.12.114"}]):
        verdict = line.assessment.verdict
        assert verdict is not None
        cases = {
            ("lab_test", "device_reading"): "proven",
            ("lab_test", "vendor_document"): "documented",
            ("recorder_document", "inferred"): "inferred",
            ("field_report", None): "inferred",
            (None, None): "none",
        }
        for (camera, recorder), strength in cases.items():
            sides = verdict.rests_on._replace(camera=camera, recorder=recorder)  # type: ignore[arg-type]
            seen = line.assessment._replace(
                verdict=verdict._replace(rests_on=sides, code="certain")
            )
            assert strength_of(seen) == strength


def test_lines_of_several_worksheets_are_told_apart(run: Any, tmp_path: Path) -> None:
    book = Workbook()
    for sheet in (book.active, book.create_sheet("Site 10.0.0.2")):
        for row in (["Model", "Qty"], ["Exemplar E100", 2], ["Nonsuch 3000", 1]):
            sheet.append(row)  # type: ignore[union-attr]
    book.worksheets[0].title = "Site 10.0.0.1"
    book.save(tmp_path / "sites.xlsx")
    arguments = ("check", str(tmp_path / "sites.xlsx"), "--format", "html")
    text = run(*arguments).stdout
    elements = Elements(text)
    assert elements.ids("line-") == ["line-2", "line-3", "line-2-2", "line-2-3"]
    links = {a["href"] for tag, a in elements.tags if tag == "a"}
    assert {"#line-2", "#line-2-3"} <= links
    assert "Site 10.0.0.2: lines 2 to 3" in squeezed(text)
    assert "lines 2 of Site 10.0.0.1, 2 of Site 10.0.0.2" in squeezed(text)
    covered = run(*arguments, "--for", "customer").stdout
    assert "10.0.0." not in covered
    assert Elements(covered).ids("line-") == elements.ids("line-")


def test_the_work_is_summed_up_for_each_party(catalog: Catalog) -> None:
    lines: list[Record] = [
        {"name": "Old", "model": "Exemplar E100", "firmware": "7.10.1", "qty": 2},
        {"name": "New", "model": "Exemplar E100", "firmware": "10.12.114", "qty": 3},
        {"name": "Attic", "model": "Blank B7"},
    ]
    text, _ = write(catalog, checked(catalog, records=lines, waivers=()))
    work = squeezed(text.split('id="report-work"')[1].split('id="report-plan"')[0])
    assert "Set the protocol that the plan names 5 cameras is interrupted" in work
    assert "TCP 443 5 HTTPS: log-in, web page and commands" in work
    assert re.search(r"Not in the plan.*: 1 camera, .*Attic", work)
    assert "1 Blank B7 not known may not connect" in work
    assert "line 3 Attic" in work


ADDRESSES = ("10.20.1.11", "10.20.1.12", "AC:CC:8E:00:00:01", "cam-lobby", "gate.corp.example.com")


def test_a_customers_report_has_no_address_of_the_list_in_it(catalog: Catalog) -> None:
    one, two, mac, host, domain = ADDRESSES
    lines: list[Record] = [
        {"name": f"Gate {one}", "ip": one, "model": "Exemplar E100", "firmware": "2.0"},
        {"name": "10-20-1-12", "ip": two, "model": "Exemplar E100", "plugin": f"http://{two}/cgi"},
        {"name": f"axis-{mac.lower()}", "ip": host, "model": f"Exemplar E100 at {host}"},
        {"name": domain, "description": f"Nonsuch 3000, rtsp://root:pw@{one}:554/live"},
        {"name": "Yard", "ip": domain, "model": f"Nonsuch {mac.replace(':', '')}"},
        {"name": "Port", "model": "Exemplar E100", "port": f"{one}:80"},
        {"name": "Roof", "model": "Exemplar E100", "firmware": "9.80.3.14", "new ip": "10.9.9.9"},
        {"name": "E100 SN0042X", "model": "Exemplar E100", "serial number": "SN0042X"},
    ]
    waivers = (
        Waiver((("ip", host),), f"internal: {one} is old", date(2027, 3, 31)),
        Waiver((("name", f"Gate {one}"),), "never mind", date(2026, 3, 31)),
        Waiver((("name", mac),), "nobody", date(2027, 3, 31)),
    )
    options = {"heading": f"Site {host}, {one}", "list_name": f"{two}.csv", "audience": "customer"}
    text, tally = write(catalog, checked(catalog, records=lines, waivers=waivers), **options)
    html5lib.HTMLParser(strict=True).parse(text)
    folded = re.sub(r"\\\\0000([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), text).casefold()
    for address in (*ADDRESSES, "10-20-1-12", "10.9.9.9", "acc8e000001", "root:pw", "SN0042X"):
        assert address.casefold() not in folded
    assert "internal" not in folded
    assert "never mind" not in folded
    seen = squeezed(text)
    assert "Gate (address left out)" in seen
    assert "9.80.3.14" in seen  # a version stays, though it looks like an address
    assert tally.lines == len(lines)
    assert len(Elements(text).ids("line-")) == len(lines)
    whole, same = write(catalog, checked(catalog, records=lines, waivers=waivers))
    assert same == tally
    assert one in whole


def test_a_customers_report_names_no_worksheet_that_was_left_out(run: Any, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Model", "Admin password"])
    sheet.append(["Exemplar E100", "hunter2"])
    prices = book.create_sheet("Buy prices")
    prices.append(["Model", "Margin"])
    prices.append(["Exemplar E100", "38 %"])
    prices.sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")
    arguments = ("check", str(tmp_path / "list.xlsx"), "--format", "html")
    site = run(*arguments).stdout
    customer = run(*arguments, "--for", "customer").stdout
    for words in ("Buy prices", "Admin password"):
        assert words in site
        assert words not in customer
    assert "1 worksheet was left out." in customer


@pytest.mark.parametrize(
    "text",
    [
        "Model,Anz. Falke\nExemplar E100,2\nExemplar E100,7\nExemplar E100,3\n",
        "Model,Model Falke\nExemplar E100,Exemplar E200\n",
        "Name,Model\nFalke (options),\nLobby,Exemplar E100\n",
        "Model,Qty\nExemplar E100,1\n\nModel,Qty,Falke\nExemplar E100,2,7\n",
        "Model,Falke password\nExemplar E100,hunter2\n",
    ],
)
def test_a_customers_report_quotes_no_words_of_how_columns_were_read(
    run: Any, tmp_path: Path, text: str
) -> None:
    """What is said of headings and titles is for who has the list."""
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    seen = run("check", str(path), "--format", "html", "--for", "customer").stdout
    limits = seen[seen.index('id="report-limits"') :] if 'id="report-limits"' in seen else ""
    assert "Falke" not in limits.partition("</section>")[0]


OFFER: list[Record] = [
    {"description": "Cameras", "qty": ""},
    {"description": "Exemplar E100", "qty": "3"},
    {"description": "Optional: Exemplar E100", "qty": "2"},
    {"description": "Optional: Nonsuch 3000 camera", "qty": "4"},
    {"description": "Wall mount", "qty": "5"},
    {"description": "Nonsuch 3000", "qty": "1"},
]


def test_optional_positions_stand_apart_and_no_tile_counts_them(catalog: Catalog) -> None:
    text, tally = write(catalog, checked(catalog, records=OFFER, waivers=()))
    seen = squeezed(text)
    optional = squeezed(text.split('id="report-optional"')[1].split("</section>")[0])
    assert "Exemplar E100" in optional
    assert "Nonsuch 3000 camera" in optional
    assert "Wall mount" not in optional
    others = squeezed(text.split('id="report-others"')[1].split("</section>")[0])
    assert "Optional" not in others
    tiles = squeezed(text.split('class="tiles"')[1].split("</ul>")[0])
    assert "1 line meets after tasks 3 cameras" in tiles
    assert "2 lines optional, not counted" in tiles
    assert "2 lines not a camera" in tiles
    assert "1 of 2 lines is not sure to reach the requirement" in seen
    assert tally.cameras == 3


def test_a_heading_has_neither_a_quantity_nor_a_plugin(catalog: Catalog) -> None:
    plugin = {"plugin": "ONVIF"}
    text, _ = write(catalog, checked(catalog, records=OFFER, waivers=(), settings=plugin))
    row = squeezed(text.split('<tr id="line-1">')[1].split("</tr>")[0])
    assert "ONVIF" not in row
    assert row.split() == ["1", "Cameras", "not", "a", "camera", *row.split()[5:]]


def test_a_waived_line_need_not_be_written_again(catalog: Catalog) -> None:
    waiver = Waiver((("line", "6"),), "left so", date(2027, 3, 31))
    text, _ = write(catalog, checked(catalog, records=OFFER, waivers=(waiver,)))
    assert "Lines to write again" not in squeezed(text)
    assert "Lines without an answer that may stay as they are" in squeezed(text)
    links = {a["href"] for tag, a in Elements(text).tags if tag == "a"}
    ids = {f"#{a['id']}" for _, a in Elements(text).tags if a.get("id")}
    assert {link for link in links if str(link).startswith("#")} <= ids
    again = {"description": "Nonsuch 3000", "qty": "1"}
    text, _ = write(catalog, checked(catalog, records=[*OFFER, again], waivers=(waiver,)))
    names = squeezed(text.split("Lines to write again")[1].split("</table>")[0])
    assert "line 7" in names
    assert "6" not in names


def test_a_customers_report_has_no_words_of_the_trade(real_catalog: Catalog) -> None:
    lines: list[Record] = [{"model": "AXIS P3265 LVE", "qty": 3}, {"model": "Nonsuch 3000"}]
    text, _ = write(real_catalog, check(real_catalog, lines), audience="customer")
    seen = squeezed(text)
    assert not re.search(r"idb|normalised|do not promise|\(counted\)", seen)


def test_a_title_on_every_page_cannot_leave_its_string(catalog: Catalog) -> None:
    heading = '"; } body { display: none } </style><script>' + HIDDEN
    text, _ = write(catalog, checked(catalog), heading=heading)
    html5lib.HTMLParser(strict=True).parse(text)
    style = text.split("<style>")[1].split("</style>")[0]
    assert "display: none }" not in style
    assert Counter(tag for tag, _ in Elements(text).tags)["script"] == 0


def test_the_plan_stands_in_the_report_step_by_step(catalog: Catalog) -> None:
    lines: list[Record] = [
        {"name": "Old", "model": "Exemplar E100", "firmware": "7.10.1", "qty": 2},
        {"name": "New", "model": "Exemplar E100", "firmware": "10.12.114"},
    ]
    checked_list = checked(catalog, records=lines, waivers=())
    text, _ = write(catalog, checked_list)
    seen = squeezed(text)
    plan = seen[
        seen.index("What to do, and how to see") : seen.index("Who needs which certificate")
    ]
    places = [plan.index(step.text) for step in checked_list.plan]
    assert places == sorted(places)
    for step in checked_list.plan:
        assert f"{step.text} Done when: {step.proof}" in plan
    assert plan.count("Interrupts recording.") == sum(step.interrupts for step in checked_list.plan)


def test_who_is_to_look_at_a_camera_is_told_what_to_look_at(catalog: Catalog) -> None:
    text, _ = write(catalog, checked(catalog, records=[{"model": "Blank B7"}], waivers=()))
    seen = squeezed(text)
    assert LOOK_AT_CERTIFICATE in seen


def test_a_verdict_stands_whole_and_says_which_tasks_it_counts(real_catalog: Catalog) -> None:
    lines = [{"Model": "Hikvision DS-2CD2143G2-I", "Plugin": "ONVIF"}]
    lines.append({"Model": "AXIS P3265-LVE", "Plugin": "ONVIF"})
    text, _ = write(real_catalog, check(real_catalog, lines))
    for line in lines:
        verdict = real_catalog.predict(line["Model"], plugin="ONVIF").verdict
        assert verdict is not None
        assert escape(verdict.text) in text
    assert "Tasks: check HTTPS.</p><p>And in any case: set the protocol" in text
    answered = "10.10 or later and before 12.5.73"  # the firmware that the answer is about
    assert f'<td class="with">{answered}</td>' in text


def test_what_other_cameras_of_the_maker_do_is_not_in_the_report(real_catalog: Catalog) -> None:
    lines = [{"model": "Reolink RLC-810A"}, {"model": "Hikvision DS-2CD2146G2-ISU"}]
    text, _ = write(real_catalog, check(real_catalog, lines))
    assert not re.search(r"of \d+ \w+ cameras|peer", squeezed(text))


def test_a_recorder_without_symbols_is_not_spoken_of_as_if_it_had_some(
    real_catalog: Catalog,
) -> None:
    lines = [{"model": "AXIS P3245-LVE", "firmware": "10.12.114", "plugin": "ONVIF"}]
    listed = check(real_catalog, lines, require="full", settings={"recorder": "Milestone XProtect"})
    text, _ = write(real_catalog, listed)
    seen = squeezed(text.split("</style>")[1])
    assert "Milestone XProtect" in seen
    assert not re.search(r"\bgear\b|\bpadlock\b", seen)


def test_hints_for_the_command_line_are_left_out(page: str) -> None:
    assert not re.search(r"--[a-z]", squeezed(page))
    assert "'integration-db" not in squeezed(page)


@pytest.mark.parametrize("records", [[], [{"model": "Exemplar E100"}], [{"model": ""}]])
def test_the_smallest_lists_have_a_report(catalog: Catalog, records: list[Record]) -> None:
    text, tally = write(catalog, checked(catalog, records=records, waivers=()))
    html5lib.HTMLParser(strict=True).parse(text)
    assert tally.lines == len(records)
    assert ("The list has no lines." in text) == (not records)


def test_a_passed_list_says_so(catalog: Catalog) -> None:
    lines = [{"model": "Nonsuch", "name": "Attic"}]
    text, tally = write(catalog, checked(catalog, records=lines))
    assert tally.passed
    assert "Every line with a camera reaches the requirement or is waived." in squeezed(text)


def test_a_fragment_is_the_same_report_without_its_page(catalog: Catalog, page: str) -> None:
    parts = fragment(
        checked(catalog), list_name="cameras.csv", data_version="1", today=TODAY, columns=None
    )
    text = "".join(parts)
    html5lib.HTMLParser(strict=True).parseFragment(text, container="main")
    elements = Elements(text)
    assert elements.tags[0] == ("div", {"class": "report"})
    assert not {"html", "body", "main", "header", "h1", "style"} & {t for t, _ in elements.tags}
    assert not [a for _, a in elements.tags if "style" in a]
    assert elements.ids("line-") == Elements(page).ids("line-")


def test_the_style_of_a_fragment_stays_inside_it() -> None:
    style = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.S)
    every = re.findall(r"([^{}]+)\{", style)
    assert any(selectors.strip().startswith(".report") for selectors in every)
    for selectors in every:
        if not selectors.strip().startswith("@"):
            for one in selectors.split(","):
                assert one.strip().startswith(".report") or "(" in selectors, selectors


def test_a_long_list_is_light_and_in_blocks(catalog: Catalog) -> None:
    lines = [{"name": f"Cam {n}", "model": "Exemplar E100"} for n in range(DETAILED + 1)]
    text, tally = write(catalog, checked(catalog, records=lines, waivers=()))
    html5lib.HTMLParser(strict=True).parse(text)
    elements = Elements(text)
    assert len(elements.ids("line-")) == tally.lines == DETAILED + 1
    assert len(elements.ids("type-")) == 1
    assert f"Lines {BLOCK + 1} to {2 * BLOCK}" in text
    assert "Why, and what to do" not in text
    assert "and 991 more" in squeezed(text)


def test_lines_are_not_held_in_memory(catalog: Catalog) -> None:
    alive = most = 0

    class Counted(dict[str, object]):
        def __init__(self, number: int) -> None:
            nonlocal alive, most
            super().__init__(name=f"Cam {number}", model="Exemplar E100")
            alive += 1
            most = max(most, alive)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def stream() -> Iterator[Record]:
        for number in range(20_000):
            yield Counted(number)

    class Pieces(io.StringIO):
        """Takes text and forgets it; notes the largest piece."""

        largest = written = 0

        def write(self, text: str) -> int:
            self.largest = max(self.largest, len(text))
            self.written += len(text)
            return len(text)

    out = Pieces()
    big = checked(catalog, records=stream(), waivers=())
    tally = write_html(big, out, heading="Big", list_name="big", data_version="1", today=TODAY)
    assert tally.lines == 20_000
    assert most < 10
    assert out.largest < out.written / 20


def test_every_place_of_a_step_has_a_party() -> None:
    def words(alias: object) -> set[object]:
        return {one for arg in get_args(alias) for one in (words(arg) or {arg})}

    assert set(PARTIES) == words(StepPlace)


def test_a_report_says_for_which_firmware_it_counts_where_the_list_says_none(
    real_catalog: Catalog,
) -> None:
    records: list[Record] = [
        {"model": "AXIS P3268-LVE", "qty": 6},
        {"model": "AXIS M3045-V", "firmware": "5.70"},
    ]
    for audience in AUDIENCES:
        listed = check(real_catalog, records)
        text, _ = write(real_catalog, listed, audience=audience)
        seen = squeezed(text)
        (answered,) = set(re.findall(r"answered for (?!firmware)([^<]+)<", text))
        certificates = seen.partition("Who needs which certificate")[2]
        assert f"Axis P3268-LVE, answered for firmware {answered}: 6 cam" in certificates
        assert "certificates and tasks are counted for the firmware that stands with" in seen
        assert "Axis M3045-V, firmware 5.70:" in certificates
    said = check(real_catalog, records[1:])
    assert "answered for" not in squeezed(write(real_catalog, said)[0])


def test_ranges_of_a_report_are_words_and_other_lines_are_told_apart(
    real_catalog: Catalog,
) -> None:
    records: list[Record] = [
        {"model": "AXIS A8105-E", "qty": 4},
        {"model": "Hikvision DS-2CD2146G2-ISU", "firmware": "5.5.0"},
        {"model": "AXIS P3245-LVE", "firmware": "10.12.91"},
        {"model": "5801-951 AXIS Surveillance Card 64 GB", "manufacturer": "Axis"},
    ]
    text, _ = write(real_catalog, check(real_catalog, records))
    seen = squeezed(text)
    body = seen[seen.index("Result") :]
    assert not re.search("[<>≤≥]=? ?[0-9]", body.replace("&lt;", "<").replace("&gt;", ">"))
    assert "disk or card" in seen[seen.index("What else the list has") :]
    assert "line: something else" in seen
    assert "those marked “camera by camera”" not in seen
    assert "TCP 554, or as set today" in seen


def test_a_line_tells_the_counted_tasks_apart_and_its_verdict_once(catalog: Catalog) -> None:
    records: list[Record] = [{"model": "Exemplar E100", "firmware": "10.12.114"}]
    for audience in AUDIENCES:
        listed = check(catalog, records)
        (line,) = check(catalog, records)
        counted_tasks = [TASK[task.code] for task in line.assessment.tasks if task.counts]
        always = [TASK[task.code] for task in line.assessment.tasks if not task.counts]
        text, _ = write(catalog, listed, audience=audience)
        lines = squeezed(text).partition("Line 1")[2]
        assert f"Tasks: {', '.join(counted_tasks)}." in lines
        assert f"And in any case: {', '.join(always)}." in lines
        told = sentence(line.assessment.reason)
        assert squeezed(text).count(told) == (2 if audience == "customer" else 1)


def test_a_range_between_two_versions_reads_as_one(real_catalog: Catalog) -> None:
    records: list[Record] = [{"model": "Bosch NDE-5704-AL", "qty": 8}]
    text, _ = write(real_catalog, check(real_catalog, records))
    assert "answered for later than 7.82, up to 9.43.0010" in squeezed(text)


def test_what_nobody_has_shown_a_camera_to_run_is_no_firmware_of_an_answer(
    real_catalog: Catalog,
) -> None:
    records: list[Record] = [{"model": "Bosch NDP-7602-Z30", "qty": 2}]
    (line,) = check(real_catalog, records)
    assert line.assessment.prediction is not None
    assert line.assessment.prediction.if_runs
    text, _ = write(real_catalog, check(real_catalog, records))
    assert "answered for" not in squeezed(text)


def test_lines_without_an_answer_are_said_to_be_left_out_where_nothing_else_is(
    catalog: Catalog,
) -> None:
    records: list[Record] = [
        {"model": "Exemplar E100", "firmware": "10.12.114"},
        {"model": "Exemplar E100", "qty": "12,5"},
    ]
    seen = squeezed(write(catalog, check(catalog, records))[0])
    assert "Lines that have no answer are not in the plan: see what is left open." in seen
    assert "Nor is any line" not in seen


def test_a_step_that_is_done_in_two_ways_names_each_device_type_once(run: Any) -> None:
    quotation = Path(__file__).parent / "cases/lists/quotations/en.csv"
    page = run("check", str(quotation), "--format", "html", real=True).stdout
    rows = [
        row for row in page.split("<tr") if "If it does not open" in row and "all others" in row
    ]
    assert len(rows) == 1
    types = re.findall(r'href="#type-\d+"', rows[0])
    assert types
    assert len(types) == len(set(types))
