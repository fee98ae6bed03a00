"""What `make scan` reads out of what the scanners write."""

import json

import pytest

from scan.reader import Page, Target
from scan.scanners import HOLE, INJECTED, SUSPECTED, TESTED, holes_of

FOUND = (
    "Reflected Cross Site Scripting in http://127.0.0.1:1/hal/skript/ via injection in the"
    " parameter ord\nWarning: Content-Security-Policy is present!\n"
)


def test_holes_are_read_from_the_report_and_from_what_was_written_before_it(tmp_path):
    report = tmp_path / "wapiti.json"
    assert holes_of(FOUND, report) == {("/hal/skript/", "ord")}, "stopped without a report"
    hole = {"path": "/b/?c=1", "parameter": "c"}
    report.write_text(json.dumps({"vulnerabilities": {"SQL Injection": [hole], "CSP": []}}))
    assert holes_of("", report) == {("/b/", "c")}
    assert holes_of(FOUND, report) == {("/b/", "c"), ("/hal/skript/", "ord")}


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (INJECTED, "Parameter: kod (GET)"),
        (SUSPECTED, "GET parameter 'kod' appears to be 'AND boolean-based blind' injectable"),
        (TESTED, "POST parameter 'kod' does not seem to be injectable"),
        (TESTED, "GET parameter 'kod' appears to be 'AND boolean-based blind' injectable"),
    ],
)
def test_the_lines_of_sqlmap_are_known(pattern, line):
    assert pattern.findall(line) == ["kod"]
    assert not TESTED.findall("testing for SQL injection on GET parameter 'kod'")
    assert not HOLE.findall(line)


def test_one_of_many_fields_of_a_kind_is_tried():
    page = Page(
        '<form method="post"><input name="till_0174d282-11c4-79af-98fd-8dc6808ecb1f">'
        '<input name="till_017dfae7-cba9-7316-883c-8b5410f309f1"><input name="q" type="search">'
        '<input name="csrfmiddlewaretoken" type="hidden" value="x">'
        '<textarea name="note"></textarea>'
        "</form>"
    )
    ((method, action, fields),) = page.forms
    assert (method, action, fields["q"], fields["note"]) == ("POST", "", "ord", "ord")
    target = Target("x", method, "/x/", "/x/", fields)
    first = "till_0174d282-11c4-79af-98fd-8dc6808ecb1f"
    assert target.parameters == ["note", "q", first]
