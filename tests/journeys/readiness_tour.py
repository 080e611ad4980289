"""The tours through the pages of readiness: the lists, a check in the street, the periods."""

from collections.abc import Iterator

from backend.domain.spot_checks import POINTS
from demo.browser import Walker


def readiness(walker: Walker, _: str) -> Iterator[str]:
    """Walk through the lists, and check a place that fails and then passes."""
    for path in (
        "",
        "?standing=suspended",
        "?standing=unreached&ward=nowhere",
        "/checks",
        "/wards",
    ):
        walker.go(f"/console/readiness{path}")
        yield f"readiness{path}"
    walker.go("/console/readiness/licensing")
    yield "licensing list"
    if walker.page.locator("[name=purpose]").count():
        _submit(walker, "main form")
        yield "licensing list, without a purpose"
    walker.go("/console/readiness/checks")
    walker.page.get_by_role("link", name="Check it").first.click()
    yield "spot check"
    _submit(walker, "main form")
    yield "spot check, with faults"
    walker.page.locator("#staff_knew-no").check()
    walker.page.locator("[name=version]").first.evaluate("box => { box.value = '99'; }")
    walker.press("Keep this check")
    yield "place after a failed check"
    walker.press("Check it on the spot")
    for point in POINTS:
        walker.page.locator(f"#{point}").check()
    walker.page.locator("[name=version]").first.evaluate("box => { box.value = '99'; }")
    walker.press("Keep this check")
    yield "spot check, stale"


def periods(walker: Walker, _: str) -> Iterator[str]:
    """Change how long everything holds."""
    walker.go("/console/settings/readiness")
    yield "periods"
    walker.fill({"confirm_every_days": "3"})
    walker.press("Save")
    yield "periods, with faults"
    walker.fill({"confirm_every_days": "30"})
    walker.press("Save")
    yield "periods, saved"


def _submit(walker: Walker, form: str) -> None:
    """Send the last form of this kind as it stands."""
    with walker.page.expect_navigation():
        walker.page.locator(form).last.evaluate("form => form.requestSubmit()")
