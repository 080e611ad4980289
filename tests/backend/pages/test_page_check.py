"""The page checker: it finds each kind of fault, and nothing in a page without one."""

import pytest

from tests.support.page_check import faults_in

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Your <b>place</b> · UMay</title></head>
<body><h1>Your <span class="govuk-visually-hidden">own</span> place</h1>
<form method="post"><input type="hidden" name="csrf_token" value="x">
<label for="name">Name</label><input id="name" name="name"></form>
<form><label>Find <input type="search" name="find"></label></form></body></html>"""
GOOD = PAGE.replace("Your <b>place</b>", "Your own place")

BROKEN = {
    "invalid HTML": ("</h1>", "</h2></h1>"),
    "headings of the first level": ("<form>", "<h1>Another</h1><form>"),
    "is not the heading": ("Your own place ·", "Place ·"),
    "do not agree whether there are errors": ("<title>", "<title>Error: "),
    "no label": ('for="name"', 'for="other"'),
    "have the id": ("<form>", '<form id="name">'),
    "which is not there": ("<form>", '<a href="#nowhere">x</a><form>'),
    "an inline style": ("<form>", '<form style="color: red">'),
    "an inline script": ("</body>", "<script>struck()</script></body>"),
    "an inline onclick": ("<form>", '<form onclick="struck()">'),
    "a script as href": ("<form>", '<a href=" javascript:struck()">x</a><form>'),
    "a form without its token": ('value="x"', ""),
    "shows its token": ("<form>", '<form><input type="hidden" name="csrf_token" value="x">'),
}


def test_a_page_without_a_fault_passes() -> None:
    assert faults_in(GOOD, "/") == []


@pytest.mark.parametrize("fault", BROKEN)
def test_each_kind_of_fault_is_found(fault: str) -> None:
    before, after = BROKEN[fault]
    assert before in GOOD
    found = faults_in(GOOD.replace(before, after, 1), "/here")
    assert any(fault in each for each in found), found
    assert all(each.startswith("/here: ") for each in found)


def test_a_summary_of_errors_wants_them_in_the_title() -> None:
    summary = '<div class="govuk-error-summary"></div><form>'
    page = GOOD.replace("<form>", summary, 1)
    assert len(faults_in(page, "/")) == 1
    assert faults_in(page.replace("<title>", "<title>Error: "), "/") == []
