"""What was done is read: from an officer's form to a place's page and a receipt on the phone."""

from pathlib import Path

from backend.domain.interventions import Where
from backend.services.replies import Telling
from tests.conftest import NOW
from tests.journeys.partnership import Partnership
from tests.journeys.test_receipts_on_the_phone import answered, receipt_of
from tests.mobile.cast import published, write_pack
from tests.mobile.phone import a_phone
from tests.support.relay import DOWN, PASS, Relay

LAMPS = Telling(Where(area_id="t-wigan"), "It is dark.", "Twelve new lamps.", NOW.date())
LEIGH = Telling(Where(area_id="t-leigh"), "It is loud.", "Wardens at night.", NOW.date())
READ = ("It is dark.", "Twelve new lamps.", "27/11/2026")


def test_a_reply_reaches_the_place_and_the_receipt_and_goes_when_it_is_taken_back(
    partnership: Partnership, network: Relay, tmp_path: Path
) -> None:
    nothing_yet = {**published(), "replies": {"format": 1, "replies": []}}
    pack = write_pack(tmp_path / "pack", documents=nothing_yet)
    with a_phone(tmp_path, network.url, pack=pack) as phone:
        page, receipt = phone.context.make("place"), phone.context.make("receipts")
        page.show("p-001")
        phone.round()
        code = receipt_of(phone)
        assert phone.round().sent == 1
        assert page.replies == []
        partnership.tell(LEIGH)
        lamps = partnership.tell(LAMPS)
        phone.round()
        assert page.replies == [READ]
        receipt.look(code)
        assert answered(receipt) == "arrived"
        assert receipt.replies == [READ]
        network.mode = DOWN
        page.show("p-002")
        page.show("p-001")
        assert page.replies == [READ], "offline too"
        network.mode = PASS
        partnership.take_back(lamps)
        phone.round()
        assert page.replies == []
        receipt.look(code)
        assert answered(receipt) == "arrived"
        assert receipt.replies == []


def test_a_withdrawn_answer_is_told_nothing_more(
    partnership: Partnership, network: Relay, tmp_path: Path
) -> None:
    partnership.tell(LAMPS)
    with a_phone(tmp_path, network.url) as phone:
        phone.round()
        receipt = phone.context.make("receipts")
        receipt.look(receipt_of(phone))
        assert answered(receipt) == "not_arrived"
        assert phone.round().sent == 1
        receipt.withdraw()
        assert answered(receipt) == "withdrawn"
        assert receipt.replies == []
        assert partnership.rows() == []
