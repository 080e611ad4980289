"""The catalogue of refusals: one code, one status, one plain sentence, for phone, pages and API."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.saying import to_say

TYPE_BASE = "urn:umay:problem:"


@dataclass(frozen=True)
class Kind:
    """What is always the same about one refusal."""

    status: int
    title: str


CATALOGUE: dict[str, Kind] = {
    "not-found": Kind(404, to_say("We could not find that. Check the address.")),
    "method-not-allowed": Kind(405, "That cannot be done at this address."),
    "body-too-large": Kind(413, to_say("That is too much to send at once. The most is 16 kB.")),
    "body-not-json": Kind(400, "We could not read that. Send one JSON object."),
    "body-not-declared-json": Kind(415, "Say that you send JSON: Content-Type: application/json."),
    "body-invalid": Kind(422, to_say("Some of what was sent is missing or not as agreed.")),
    "range-beyond-end": Kind(416, "There is nothing from there on. Ask for it from its start."),
    "host-unknown": Kind(421, "This service does not answer to that name. Use its own address."),
    "bad-request": Kind(400, "We could not understand that request."),
    "id-invalid": Kind(422, to_say("The id of an answer is a random UUID (version 4).")),
    "feedback-differs": Kind(
        409, to_say("Another answer with this id is already here. It stays as it is.")
    ),
    "zone-unknown": Kind(422, to_say("We do not know that neighbourhood. Fetch the list again.")),
    "place-unknown": Kind(422, to_say("We do not know that place. Fetch the list again.")),
    "week-impossible": Kind(
        422, to_say("That week cannot be right. Check the date on your phone.")
    ),
    "month-impossible": Kind(
        422, to_say("That month cannot be right. Check the date on your phone.")
    ),
    "young-questions-off": Kind(
        422, to_say("The questions for young people are not asked at present. This was not kept.")
    ),
    "questions-unknown": Kind(
        422, to_say("We do not know that version of the questions. Update the app.")
    ),
    "receipt-invalid": Kind(
        422, to_say("That is not a receipt code. It has 16 letters and digits.")
    ),
    "hours-overlap": Kind(422, "Two opening times overlap. Join them or change one."),
    "hours-never-open": Kind(422, "These hours never open. Give at least one opening time."),
    "hours-malformed": Kind(
        422, "An opening time could not be read. Write it like 09:00 to 17:30."
    ),
    "position-invalid": Kind(
        422, "That position is not on the map. Give latitude, then longitude."
    ),
    "network-invalid": Kind(422, "The file was not taken in. Nothing has been changed."),
    "file-not-taken": Kind(422, "The file was not taken in. Nothing has been changed."),
    "mapping-invalid": Kind(422, "The mapping file cannot be used. Nothing has been changed."),
    "outline-missing": Kind(
        409, "The borough’s outline is not here yet. Import it first: umay import outline FILE."
    ),
    "map-pack-invalid": Kind(
        422, to_say("That is not a map that phones can show. Nothing has been changed.")
    ),
    "not-on-sqlite": Kind(
        409, "PostgreSQL is backed up and restored by pgBackRest: docs/operations.md."
    ),
    "copy-invalid": Kind(422, "That is no copy of the records. Nothing has been changed."),
    "copy-differs": Kind(409, "That copy has other tables than ours. Nothing has been taken over."),
    "held": Kind(
        503, "The service runs on restored records. People look through them before it goes on."
    ),
    "nothing-published": Kind(409, "Nothing has been published here yet. Run publish first."),
    "zones-impossible": Kind(409, "Zones cannot be built yet. Nothing has been changed."),
    "stored-invalid": Kind(500, "Something stored is not as agreed. The published list stays."),
    "sign-in-needed": Kind(401, "Please sign in first."),
    "not-for-you": Kind(403, "Your role cannot do that. Ask an administrator."),
    "fresh-sign-in-needed": Kind(403, "Please show once more that it is you."),
    "form-expired": Kind(400, "This page was open for too long. Send it again."),
    "form-foreign": Kind(
        403,
        to_say("That form did not come from a page of ours. Open the page and fill it in there."),
    ),
    "form-invalid": Kind(422, "There is a problem with what was filled in."),
    "form-not-declared": Kind(415, "This page takes what its own form sends."),
    "busy": Kind(
        429, to_say("Many people are doing this just now. Please try again in a few seconds.")
    ),
    "too-many-tries": Kind(429, "That was tried too often. Please wait, then try again."),
    "changed-meanwhile": Kind(
        409, "Somebody else changed this while you had it open. Nothing of yours was saved."
    ),
    "step-impossible": Kind(409, "This cannot be done with the place as it is now."),
    "same-person": Kind(
        403, "Two different people have to agree to this, and you are one of them already."
    ),
    "no-longer-waiting": Kind(
        409, "This waits for nobody’s word any more. Nothing has been changed."
    ),
    "word-too-early": Kind(
        403,
        "You were invited from the command line in the last seven days. Let another administrator "
        "give the word.",
    ),
    "reason-missing": Kind(422, "Please say why, in a few words."),
    "sign-off-needed": Kind(
        422, "The data-protection officer has to sign this off first. Say who did, and when."
    ),
    "inbox-empty": Kind(409, "There is nothing to read in the inbox at present."),
    "inbox-day-full": Kind(
        409,
        "You have opened as many answers today as one officer may. Another officer can let you "
        "read on, under Inbox.",
    ),
    "lists-day-full": Kind(
        409,
        "With this list you would have taken more names and addresses today than one officer may. "
        "It was noted that you ask for it: another officer can let you, under Places.",
    ),
    "batch-closed": Kind(
        409, "These answers went back, since they lay open for too long. Open others."
    ),
    "nothing-changed": Kind(422, "Nothing is different from before."),
    "written-already": Kind(409, "This is written down already. It was not written twice."),
    "too-many-visits": Kind(
        422, "That is more visits than one place notes in a week. Tell your officer about them."
    ),
    "link-spent": Kind(410, "This link has been used or has run out. Ask for a new one."),
    "account-exists": Kind(409, "There is already an account with this mail address."),
    "last-administrator": Kind(409, "Somebody has to remain administrator."),
    "mail-not-taken": Kind(502, "The mail server did not take the message. We will try again."),
    "audit-broken": Kind(500, "The audit chain does not hold. Somebody changed it by hand."),
    "role-unfit": Kind(409, "That database role cannot be used for the service."),
    "period-invalid": Kind(422, "That is no quarter or year. Write 2026Q3, or 2026 for a year."),
    "period-open": Kind(
        409, "That quarter or year is not closed yet: answers about it are still waited for."
    ),
    "release-exists": Kind(
        409, "That was released already, and a release never changes. Say why to correct it."
    ),
    "release-missing": Kind(404, "Nothing was released for that quarter, area or place yet."),
    "nothing-to-release": Kind(409, "There are no counted answers to release."),
    "release-gives-away": Kind(
        409, "The audit found that this release would give somebody away. Nothing was released."
    ),
    "release-contradicts": Kind(
        409,
        "What was released before and what would be now cannot both be true. Nothing was released: "
        "somebody has to look at it.",
    ),
    "correction-too-small": Kind(
        409,
        "Too little has changed for a correction: it would tell whose answer it was. The figures "
        "stand as they are.",
    ),
    "answers-gone": Kind(
        409, "Answers about that time are deleted by now. Its figures stand as they are."
    ),
    "setting-invalid": Kind(500, "A setting is missing or wrong. The service did not start."),
    "not-built": Kind(
        500, "Something that is built beforehand is missing. The service did not start."
    ),
    "folder-not-writable": Kind(
        500, "The folder cannot be written to. Choose another or change its rights."
    ),
    "document-damaged": Kind(
        502, to_say("A document did not arrive whole. The one you have stays.")
    ),
    "map-damaged": Kind(
        502, to_say("The map was not whole, and was thrown away. You can download it again.")
    ),
    "map-replaced": Kind(410, to_say("That map is no longer offered. There may be a newer one.")),
    "document-newer": Kind(
        502, to_say("The service speaks a newer language. Please update the app.")
    ),
    "not-saved": Kind(
        507, to_say("This could not be saved. Make some room on the phone, then try again.")
    ),
    "service-unavailable": Kind(
        503, to_say("We cannot save right now. Please try again in a minute.")
    ),
    "unexpected": Kind(500, to_say("Something went wrong here. Please try again in a minute.")),
}
"""Codes are never reused and never change their meaning."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where (a path such as "places/3/hours"), and what."""

    where: str
    what: str


class Problem(Exception):
    """A refusal: a code of the catalogue, what was wrong in this case, and the single faults."""

    def __init__(self, code: str, detail: str = "", errors: Sequence[Fault] = ()) -> None:
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        super().__init__(f"{code}: {detail or self.title}")

    @property
    def status(self) -> int:
        """The HTTP status of the refusal."""
        return CATALOGUE[self.code].status

    @property
    def title(self) -> str:
        """The English sentence for the person who is refused."""
        return CATALOGUE[self.code].title

    def to_wire(self) -> dict[str, object]:
        """Return the RFC 9457 members of the refusal."""
        body: dict[str, object] = {
            "type": TYPE_BASE + self.code,
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            body["detail"] = self.detail
        if self.errors:
            body["errors"] = [{"where": fault.where, "what": fault.what} for fault in self.errors]
        return body
