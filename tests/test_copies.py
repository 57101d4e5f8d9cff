"""Stored copies of sources: what statements point to is found in them, or said to be missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import Run

from integration_db.curation.copies import UnreadableCopy, look_for, passages_of
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
    "empty.pdf": (b"", "not_found"),
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
    assert look_for(anchor, passages_of(tmp_path / "copy.txt"))[0] == finding


def test_a_copy_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCopy, match="cannot be read"):
        passages_of(tmp_path / "gone.txt")
