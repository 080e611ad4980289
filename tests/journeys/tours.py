"""Tours through all pages, each stopping where somebody looks at one in one of its states."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from demo.browser import Walker
from demo.venues import answers
from tests.journeys.keeping_ready_tour import keeping_ready
from tests.journeys.perception_tour import perception, statistics
from tests.journeys.readiness_tour import periods, readiness
from tests.journeys.resident_tour import resident

PASSWORD = "another example sign-in"
AT = (53.5448, -2.6318)
STATES = ("applied", "checked", "approved", "live", "suspended", "left", "declined")
OFFER_PAGES: tuple[str, ...] = (
    "organisation",
    "place",
    "address",
    "position",
    "hours",
    "facilities",
)
OFFER_PAGES += ("declarations", "contact")


@dataclass(frozen=True)
class Tour:
    """Whose tour it is, where it leads, and how many stops it has at least."""

    role: str
    walk: Callable[[Walker, str], Iterator[str]]
    least: int


def _submit(walker: Walker, form: str) -> None:
    """Send the last form of this kind as it stands, whether or not its button can be seen."""
    with walker.page.expect_navigation():
        walker.page.locator(form).last.evaluate("form => form.requestSubmit()")


def _signing_in(walker: Walker, invitation: str) -> Iterator[str]:
    for path in ("/account/sign-in", "/account/passkey", "/account/reset"):
        walker.go(path)
        yield path
    walker.go("/account/sign-in")
    walker.fill({"email": "nobody@example.org", "password": "not the password"})
    walker.press("Continue")
    yield "sign-in refused"
    walker.go("/account/reset")
    walker.fill({"email": "nobody@example.org"})
    walker.press("Send the link")
    yield "reset asked for"
    for path in ("/account/invitation/spent", "/console/no-such-page", "/account/code"):
        walker.go(path)
        yield path
    walker.go(invitation)
    yield "invitation"
    walker.press("Continue")
    yield "invitation with faults"
    walker.fill({"name": "New Officer", "password": PASSWORD, "again": PASSWORD})
    walker.press("Continue")
    yield "second step"
    walker.press("I have an app")
    yield "second step, scan"
    walker.fill({"code": "000000"})
    walker.press("Finish")
    yield "second step, wrong code"


def _offering(walker: Walker, _: str) -> Iterator[str]:
    walker.go("/offer/")
    yield "start"
    walker.press("Start now")
    for page in OFFER_PAGES:
        walker.go(f"/offer/{page}")
        yield f"{page}, empty"
        if page == "position":
            walker.page.locator("[name=lat]").evaluate("box => { box.value = 'north'; }")
        if page == "hours":
            walker.page.locator("#d0-0-from").evaluate("box => { box.value = '9'; }")
        walker.press("Save and continue")
        yield f"{page}, with faults"
    walker.page.context.clear_cookies()
    walker.offer(answers(0, AT))
    yield "check"
    walker.go("/offer/position?find=wigan")
    yield "position, found"
    for page in ("hours", "facilities"):
        walker.go(f"/offer/{page}")
        yield f"{page}, filled"
    walker.go("/offer/check")
    walker.press("Send the offer")
    yield "sent"
    walker.go("/offer/confirm/unknown")
    yield "confirm"
    walker.press("Confirm the offer")
    yield "link spent"


def _own_account(walker: Walker, _: str) -> Iterator[str]:
    for path in ("/account/", "/account/passkeys", "/account/prove", "/account/recovery-codes"):
        walker.go(path)
        yield path
    walker.press("Make new codes")
    yield "recovery codes, shown"
    walker.go("/account/prove")
    walker.fill({"password": "not the password"})
    walker.press("Continue")
    yield "proof refused"
    walker.go("/account/password")
    yield "password"
    walker.press("Change it")
    yield "password, with faults"
    walker.go("/account/second-step")
    yield "second step"
    walker.press("I have an app")
    yield "second step, scan"
    walker.go("/portal/")
    yield "not for you"


def _console(walker: Walker, _: str) -> Iterator[str]:
    for path in ("/console/", "/console/places", "/console/places?words=nothing%20fits"):
        walker.go(path)
        yield path
    for path in ("/console/map", "/console/state"):
        walker.go(path)
        yield path
    for state in STATES:
        walker.go(f"/console/places?state={state}")
        walker.page.locator("tbody a").first.click()
        yield f"place, {state}"
        if walker.page.locator("textarea[name=reason]").count():
            _submit(walker, "form:has(textarea[name=reason])")
            yield f"place, {state}, without a reason"
    walker.go("/console/places?state=applied")
    walker.page.locator("tbody a").first.click()
    walker.page.locator("[name=version]").first.evaluate("box => { box.value = '99'; }")
    walker.press("I have visited it and it is fit")
    yield "place, stale"


def _replies(walker: Walker, _: str) -> Iterator[str]:
    for path in ("/console/replies", "/console/replies?area=t-leigh", "/console/interventions"):
        walker.go(path)
        yield path
    walker.page.locator("summary").first.click()
    yield "taking back, opened"
    walker.page.get_by_role("link", name="Tell residents").first.click()
    yield "reply, begun from what was done"
    walker.fill({"said": "", "on_day": "2031-01-01"})
    _submit(walker, "main form")
    yield "reply, with faults"
    walker.go("/console/interventions/new")
    yield "what was done, empty"
    _submit(walker, "main form")
    yield "what was done, with faults"
    walker.go("/console/interventions?place=p-001")
    walker.press("Write one down")
    yield "what was done at a place"
    walker.go("/console/interventions?area=nowhere")
    yield "nothing was done"


def _questions(walker: Walker, _: str) -> Iterator[str]:
    walker.go("/console/questions")
    yield "questions"
    walker.page.get_by_label("What happened").uncheck()
    _submit(walker, "main form")
    yield "questions, with faults"
    walker.page.get_by_label("Reporting").uncheck()
    _submit(walker, "main form")
    yield "questions, a new version"
    walker.go("/console/questions/young")
    yield "young people"
    walker.page.locator("[name=state][value=on]").check()
    _submit(walker, "main form")
    yield "young people, without a sign-off"


def _administration(walker: Walker, _: str) -> Iterator[str]:
    walker.go("/console/people")
    assert "Ben Example" in walker.text()
    yield "people, one waits for a second word"
    walker.press("Send the invitation")
    yield "people, with faults"
    walker.go("/console/settings")
    yield "settings"
    walker.page.locator("[name=partnership]").evaluate("box => { box.value = ''; }")
    walker.press("Save")
    yield "settings, with faults"
    for path in ("/console/state", "/console/audit", "/console/security", "/console/roll-out"):
        walker.go(path)
        yield path


def _portal(walker: Walker, _: str) -> Iterator[str]:
    walker.go("/portal/")
    yield "own places"
    links = walker.page.locator("main a[href^='/portal/places/']")
    paths = list(dict.fromkeys(str(link.get_attribute("href")) for link in links.all()))
    for path in paths:
        walker.go(path)
        yield path
    for page in ("hours", "details", "facilities"):
        walker.go(f"{paths[0]}/{page}")
        yield page
    walker.go(f"{paths[0]}/hours")
    walker.page.locator("#d0-0-to").evaluate("box => { box.value = ''; }")
    _submit(walker, "main form")
    yield "hours, with faults"
    walker.go(f"{paths[0]}/details")
    walker.page.locator("[name=name]").evaluate("box => { box.value = ''; }")
    _submit(walker, "main form")
    yield "details, with faults"
    walker.go(paths[0])
    _submit(walker, "form[action$=leave]")
    yield "leaving without a reason"
    _submit(walker, "form[action$=colleagues]")
    yield "a colleague without a name"
    yield from keeping_ready(walker, _live_of(walker, paths))


def _live_of(walker: Walker, paths: list[str]) -> str:
    """Return the first of one's places that residents see."""
    for path in paths:
        walker.go(path)
        if walker.page.locator("form[action$=close-today]").count():
            return path
    raise AssertionError("None of the places is on the list.")


def _candidates(walker: Walker, _: str) -> Iterator[str]:
    for path in ("/console/roll-out", "/console/candidates?words=nothing", "/console/candidates"):
        walker.go(path)
        yield path
    walker.page.locator("tbody a").first.click()
    yield "candidate"
    _submit(walker, "main form[action$=invite]")
    yield "candidate without an address"
    _submit(walker, "main form[action$=dismiss]")
    yield "candidate set aside without a reason"
    walker.go("/offer/invited/unknown")
    yield "invited, link spent"


def _reading(walker: Walker, _: str) -> Iterator[str]:
    walker.go("/console/review")
    yield "review"
    walker.page.locator("main [name=mark]").first.evaluate("box => { box.value = 'stale'; }")
    walker.page.locator("main button[value=count]").first.click()
    yield "review, stale"
    walker.press("Leave them out")
    yield "review, decided"
    walker.go("/console/inbox")
    yield "inbox"
    walker.press("Open answers")
    yield "inbox without a purpose"
    walker.tick("Regular reading")
    walker.press("Open answers")
    yield "batch"
    walker.page.keyboard.press("2")
    yield "batch, begun"
    walker.go("/console/inbox")
    yield "inbox, with a batch open"
    walker.press("Go on with the open answers")
    walker.tick("To the police")
    walker.press("Send")
    yield "batch handled"
    walker.go("/console/inbox/passed")
    yield "passed to partners"


TOURS = {
    "resident": Tour("nobody", resident, 27),
    "signing in": Tour("nobody", _signing_in, 13),
    "offering": Tour("nobody", _offering, 20),
    "own account": Tour("officer", _own_account, 10),
    "console": Tour("officer", _console, 15),
    "reading": Tour("officer", _reading, 10),
    "candidates": Tour("officer", _candidates, 7),
    "readiness": Tour("officer", readiness, 10),
    "periods": Tour("administrator", periods, 3),
    "replies": Tour("officer", _replies, 10),
    "questions": Tour("administrator", _questions, 5),
    "administration": Tour("administrator", _administration, 7),
    "portal": Tour("guardian", _portal, 20),
    "analyst": Tour("analyst", statistics, 14),
    "perception": Tour("officer", perception, 2),
}
"""Every tour by its name."""
