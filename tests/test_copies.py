"""Stored copies of sources: what statements point to is found in them, or said to be missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Run
from pypdf import PdfReader, PdfWriter

from integration_db.curation.copies import UnreadableCopy, look_for, text_of
from integration_db.evidence.statements import Anchor

SOURCE = "example-reading"  # of E100: page 12, section Network protocols, RTSPS enabled


def pdf(pages: Sequence[str], *, first: int = 1) -> bytes:
    """Return a PDF with a line of text on each page, printed numbers from `first` on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /D /St %d >>] >> >>" % first,
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, text in enumerate(pages):
        drawn = b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode()
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * n),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%s"
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(places) + 1, table, len(places) + 1, len(body))
    )


HTML = (
    "<html><style>p { color: RTSPS }</style><h2>Network&nbsp;protocols</h2>"
    "<p>RTS<b>PS</b>\n enabled</p><script>var page = 'SRTP'</script></html>"
)
COPIES = {
    "html": (HTML.encode(), "no_pages"),
    "txt": (b"NETWORK  PROTOCOLS\r\nRTSPS\r\nen-\r\nabled", "no_pages"),
    "md": ("\ufeff## Network protocols\nRTSPS **enabled**".encode("utf-16"), "no_pages"),
    "pdf": (pdf(["Network protocols", "RTSPS enabled"], first=11), "found"),
    "PDF": (pdf(["Network protocols", "RTSPS enabled"]), "other_page"),
    "paged.txt": (b"\fNetwork protocols\f" + b"\f" * 9 + b"RTSPS enabled", "found"),
    "json": (b'{"title": "Network protocols", "rtsp": "RTSP enabled"}', "not_found"),
    "csv": (b"RTSPS enabled", "not_found"),  # the section is not there
    "bin": (b"\x00\x01RTSPS enabled", "unreadable"),
    "broken.pdf": (b"%PDF-1.4\nRTSPS enabled", "unreadable"),
    "empty.pdf": (b"", "unreadable"),
}


@pytest.mark.parametrize("ending", COPIES)
def test_what_a_statement_points_to_is_looked_for_in_the_copy(
    run: Run, tmp_path: Path, ending: str
) -> None:
    data, finding = COPIES[ending]
    place = tmp_path / "of exemplar"
    place.mkdir()
    (place / f"{SOURCE}.{ending}").write_bytes(data)
    done = run("sources", "check", str(tmp_path), "--format", "json")
    told = [one for one in json.loads(done.stdout) if one["anchor"]]
    assert [(one["source"], one["said_of"], one["finding"]) for one in told] == [
        (SOURCE, "Exemplar E100", finding)
    ]
    assert done.exit_code == (finding not in ("found", "no_pages"))
    assert "Traceback" not in done.stderr


def test_a_table_shows_what_was_looked_for_and_counts_the_rest(run: Run, tmp_path: Path) -> None:
    (tmp_path / f"{SOURCE}.txt").write_text("Network protocols: RTSPS enabled")
    (tmp_path / "somebody-elses.txt").write_text("RTSPS enabled")
    done = run("sources", "check", str(tmp_path))
    assert done.exit_code == 0
    assert "E100" in done.stdout
    assert ": 1 found, in a copy without pages; " in " ".join(done.stdout.split())
    assert "somebody-elses.txt is called after no source" in done.stderr
    assert "example-datasheet" not in done.stdout


def test_a_folder_that_is_none_is_named(run: Run, tmp_path: Path) -> None:
    done = run("sources", "check", str(tmp_path / "nowhere"))
    assert done.exit_code == 2
    assert "nowhere" in done.stderr
    (tmp_path / "file").touch()
    assert run("sources", "check", str(tmp_path / "file")).exit_code == 2


@pytest.mark.parametrize(
    ("anchor", "finding"),
    [
        (Anchor(page="2"), "found"),
        (Anchor(page="3"), "not_found"),
        (Anchor(phrase="no encrypted"), "found"),
        (Anchor(phrase="known"), "not_found"),  # a part of a word is another word
        (Anchor(page="1", phrase="Unknown"), "found"),
        (Anchor(page="2", phrase="unknown"), "other_page"),
        (Anchor(section="Streams", phrase="unknown"), "found"),
    ],
)
def test_an_anchor_means_words_on_a_page(tmp_path: Path, anchor: Anchor, finding: str) -> None:
    (tmp_path / "copy.txt").write_text("unknown\fStreams: no encrypted video", encoding="utf-8")
    assert look_for(anchor, [text_of(tmp_path / "copy.txt")])[0] == finding


PHRASE = "self-signed configuration of certificates"


@pytest.mark.parametrize(
    "text",
    [
        "SELF-\nSIGNED\r\nConfiguration of certifi-\r\n  cates",
        "self\u2011signed con\ufb01guration\u00a0of\u202fcertificates",
        "self-signed con\u00adfigu\u00ad\nration of certifi\u2010\ncates",
        "self\u2013signed con\u200bfigu\u200cration\ufeff of \u201ccertificates\u201d",
        "self-signed configuration\fof certi\fficates",
        "(_self_signed_) **configuration** of cer\u2060tificates",
    ],
)
def test_a_phrase_is_found_however_it_is_set_and_broken(tmp_path: Path, text: str) -> None:
    (tmp_path / "copy.txt").write_text(text, encoding="utf-8", newline="")
    copy = text_of(tmp_path / "copy.txt")
    assert look_for(Anchor(phrase=PHRASE), [copy])[0] == "found"
    assert look_for(Anchor(phrase="signed configuration of certif"), [copy])[0] == "not_found"


@pytest.mark.parametrize(
    ("data", "phrase"),
    [
        (
            "<p>con<wbr>fi&shy;g<u>ura</u>tion<br>of <td>certificates</td>",
            "configuration of certificates",
        ),
        (
            "<meta charset='gb2312'><p>\u8fdb\u5165\u8bc1\u4e66\u8bbe\u7f6e</p>",
            "\u8bc1\u4e66\u8bbe\u7f6e",
        ),
        ("<!doctype html><title>HTTPS &amp; certificates</title>", "HTTPS & certificates"),
        ("<script>a = '</p>'</script>CSR <!-- not --> on device", "CSR on device"),
    ],
)
def test_a_web_page_is_what_it_shows_in_the_encoding_that_it_names(
    tmp_path: Path, data: str, phrase: str
) -> None:
    (tmp_path / "copy.html").write_bytes(data.encode("gb2312"))
    copy = text_of(tmp_path / "copy.html")
    assert look_for(Anchor(phrase=phrase), [copy]) == ("found", None)


@pytest.mark.parametrize("mark", ["<a ", "<!--", "<script>", "<script></", "</", "<!", "&", "a-\n"])
def test_a_page_of_marks_that_nobody_closes_is_read_in_one_go(tmp_path: Path, mark: str) -> None:
    (tmp_path / "copy.html").write_text(f"HTTPS {mark * 300_000}")
    assert look_for(Anchor(phrase="HTTPS"), [text_of(tmp_path / "copy.html")])[0] == "found"


def test_of_two_copies_the_one_with_pages_does_not_hide_the_other(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(["Network"]))
    (tmp_path / "a.txt").write_text("RTSPS enabled")
    copies = [text_of(tmp_path / "a.pdf"), text_of(tmp_path / "a.txt")]
    assert look_for(Anchor(page="7", phrase="RTSPS enabled"), copies) == ("no_pages", None)
    assert look_for(Anchor(page="1", phrase="Network"), copies) == ("found", None)


def test_a_copy_that_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["RTSPS enabled"]))))
    writer.encrypt("a", "b", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    (tmp_path / "cut.pdf").write_bytes(pdf(["RTSPS enabled"])[:400])
    (tmp_path / "scan.pdf").write_bytes(pdf([""]))
    (tmp_path / "picture.html").write_text("<img src=a.png>")
    told = {
        "locked.pdf": "is protected with a password: save it without one",
        "cut.pdf": "is a PDF that cannot be read .*: it may be damaged or cut off",
        "scan.pdf": "has no text in it",
        "picture.html": "has no text in it",
        "gone.txt": "cannot be read: No such file",
    }
    for name, why in told.items():
        with pytest.raises(UnreadableCopy, match=why):
            text_of(tmp_path / name)
    assert capfd.readouterr().err == ""


def test_where_nothing_could_be_looked_for_that_is_said(run: Run, tmp_path: Path) -> None:
    for n in range(25):
        (tmp_path / f"stranger-{n}\x1b[2J.txt").write_text("RTSPS enabled")
    done = run("sources", "check", str(tmp_path))
    assert done.exit_code == 1
    assert "Nothing was looked for" in done.stderr
    assert "the id of its source" in " ".join(done.stderr.split())
    assert "Nor are 5 more." in done.stderr
    assert "\x1b" not in done.output


def test_statements_of_one_place_share_a_line(run: Run, tmp_path: Path) -> None:
    mine, copies = tmp_path / "mine", tmp_path / "copies"
    (mine / "cameras/axis").mkdir(parents=True)
    copies.mkdir()
    (copies / "my-notes.txt").write_text("The padlock was there.")
    (mine / "sources.yaml").write_text(
        "my-notes: {title: Notes, document: my notes, kind: lab_notes, accessed: '2026-11'}\n"
    )
    said = "{https_support: true, source: my-notes, grade: vendor_document, anchor: {phrase: gear}}"
    models = "".join(f"  - {{name: ZZ900{n}, statements: [{said}]}}\n" for n in range(3))
    (mine / "cameras/axis/zz.yaml").write_text(
        f"manufacturer: Axis\nseries: ZZ\nsource: my-notes\nmodels:\n{models}"
    )
    command = ("sources", "check", str(copies), "--data", str(mine))
    done = run(*command, real=True)
    assert done.exit_code == 1
    assert done.stdout.count("my-notes") == 1
    assert "Axis ZZ9000 and 2 more" in done.stdout
    assert run(*command, "--format", "csv", real=True).stdout.count("not_found") == 3


def test_sources_of_an_overlay_are_looked_at_too(run: Run, tmp_path: Path) -> None:
    mine, copies = tmp_path / "mine", tmp_path / "copies"
    (mine / "sources").mkdir(parents=True)
    (mine / "cameras/axis").mkdir(parents=True)
    copies.mkdir()
    (copies / "my-notes.txt").write_text("The padlock was there.")
    (mine / "sources/mine.yaml").write_text(
        "my-notes: {title: Notes, document: my notes, kind: lab_notes, accessed: '2026-11'}\n"
    )
    (mine / "cameras/axis/zz.yaml").write_text(
        "manufacturer: Axis\nseries: ZZ\nsource: my-notes\nmodels:\n  - name: ZZ9000\n"
        "    statements:\n      - {https_support: true, source: my-notes, grade: field_report,\n"
        "         anchor: {phrase: padlock was there}}\n"
    )
    done = run("sources", "check", str(copies), "--data", str(mine), real=True)
    assert done.exit_code == 0, done.stderr
    assert "ZZ9000" in done.stdout
    refused = run("sources", "check", str(copies), "--data", str(tmp_path / "no"), real=True)
    assert refused.exit_code == 2
    assert "there is no such folder" in refused.stderr
