"""`POST /batch`: any mix of questions, each answered as if it were asked alone."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from integration_db.web.api.gives import GIVES
from integration_db.web.api.mixed_batch import ASKED

QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "predict": ("/predictions", {"model": "E100", "plugin": "ONVIF", "https_on": True}),
    "show": ("/cameras/Exemplar/E100", {"manufacturer": "Exemplar", "model": "E100"}),
    "resolve": ("/resolve", {"model": "exemplar e-100"}),
    "search": ("/search", {"text": "E1", "limit": 2}),
    "filter": ("/cameras", {"ssl": True, "limit": 2, "facet": ["series"]}),
    "compare": ("/compare", {"model": ["E100", "E210"]}),
    "compare_firmware": ("/firmware/compare", {"manufacturer": "Exemplar", "a": "9", "b": "10"}),
    "manufacturers": ("/manufacturers", {"limit": 2}),
    "plugins": ("/plugins", {"recorder": "exacq"}),
    "sources": ("/sources", {"offset": 1}),
    "stats": ("/stats", {}),
}


def asked(api: httpx.Client, *questions: Any) -> list[dict[str, Any]]:
    response = api.post(
        "/api/v1/batch",
        content=json.dumps({"questions": list(questions)}),
        headers={"content-type": "application/json"},
    )
    assert response.status_code == 200, response.text
    body = response.json()
    GIVES["batch"].model_validate(body, strict=True)
    results: list[dict[str, Any]] = body["results"]
    return results


def test_every_question_is_answered_as_it_is_alone(api: httpx.Client) -> None:
    assert set(QUESTIONS) == set(ASKED)
    questions = [{"ask": ask, **said} for ask, (_, said) in QUESTIONS.items()]
    for result, (ask, (path, said)) in zip(asked(api, *questions), QUESTIONS.items(), strict=True):
        assert (result["ask"], result["status"]) == (ask, 200), result
        words = {n: str(v).lower() if v is True else v for n, v in said.items()}
        alone = api.get(f"/api/v1{path}", params={} if path.endswith("E100") else words)
        assert result["answer"] == alone.json()


@pytest.mark.parametrize(
    ("question", "status", "pointer"),
    [
        (None, 400, ""),
        ([], 400, ""),
        ("predict", 400, ""),
        ({}, 400, "/ask"),
        ({"ask": None}, 400, "/ask"),
        ({"ask": ["predict"]}, 400, "/ask"),
        ({"ask": {"a": 1}}, 400, "/ask"),
        ({"ask": "predikt", "model": "E100"}, 400, "/ask"),
        ({"ask": "batch", "questions": []}, 400, "/ask"),
        ({"ask": "predict"}, 400, "/model"),
        ({"ask": "predict", "model": "Nobody N1"}, 404, "/model"),
        ({"ask": "predict", "model": "E100", "port": "80"}, 400, "/port"),
        ({"ask": "show", "model": "E100", "colour": 1}, 400, "/colour"),
        ({"ask": "filter", "format": "csv"}, 400, "/format"),
        ({"ask": "filter", "ssl": True, "https": ["no"]}, 400, "/ssl"),
        ({"ask": "search", "text": "E1", "limit": 0}, 400, "/limit"),
        ({"ask": "compare", "model": ["E100"]}, 400, "/model"),
        ({"ask": "\ud800"}, 400, "/ask"),
    ],
)
def test_a_bad_question_has_its_problem_and_spoils_no_other(
    api: httpx.Client, question: Any, status: int, pointer: str
) -> None:
    first, bad, last = asked(api, {"ask": "stats"}, question, {"ask": "stats"})
    assert first == last
    assert first["status"] == 200
    assert (bad["status"], bad["problem"]["pointer"]) == (status, f"/questions/1{pointer}")
    assert "--" not in bad["problem"]["detail"]


@pytest.mark.parametrize("body", [{}, {"questions": []}, {"questions": [{}] * 1001}])
def test_a_batch_has_its_limits(api: httpx.Client, body: Any) -> None:
    found = api.post("/api/v1/batch", json=body)
    assert (found.status_code, found.json()["pointer"]) == (400, "/questions")
