"""What the queue shows: what waits, what was set aside, how many were sent; never a sent answer."""

from pathlib import Path

from mobile.viewmodels.queue import QueueViewModel
from tests.mobile.phone import a_phone
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import Reply, refused, serving


def shown(queue: QueueViewModel) -> str:
    """Return everything the queue says."""
    rows = [f"{row.title} {row.detail}" for row in queue.rows]
    return " ".join([*rows, queue.summary, queue.sent_words, queue.notice])


def test_offline_the_answer_waits_and_nothing_is_lost(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        queue = phone.context.queue
        assert queue.summary == "Nothing waits to be sent."
        phone.answer()
        phone.round()
        assert queue.waiting_count == 1
        assert queue.summary == "1 answer waits for a connection. Nothing is lost."
        assert [(row.title, row.detail) for row in queue.rows] == [
            ("Fairly unsafe", "Near the market, Wigan")
        ]
        assert queue.sent_words == ""


def test_a_sent_answer_is_counted_and_never_shown_again(tmp_path: Path) -> None:
    with serving(Publisher()) as server, a_phone(tmp_path, server.url) as phone:
        feedback = phone.feedback()
        feedback.choose_level("very_unsafe")
        feedback.save()
        assert feedback.fate.startswith("Saved on this phone.")
        phone.round()
        queue = phone.context.queue
        assert queue.sent_words == "1 answer sent since you opened the app."
        assert "unsafe" not in shown(queue).lower()
        assert feedback.fate == "It has arrived. Thank you."


def test_a_refused_answer_says_why_and_can_be_deleted(tmp_path: Path) -> None:
    publisher = Publisher(lambda _: refused("zone-unknown"))
    with serving(publisher) as server, a_phone(tmp_path, server.url) as phone:
        phone.answer()
        phone.round()
        queue = phone.context.queue
        (row,) = queue.rows
        assert row.is_aside
        assert row.detail.startswith("We do not know that neighbourhood.")
        assert queue.summary == "1 could not be sent."
        queue.delete(row.item_id)
        assert queue.rows == []
        assert queue.notice == "Deleted. Nothing of it is left."


def test_deleting_an_untried_answer_leaves_nothing(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        phone.answer()
        queue = phone.context.queue
        queue.delete(queue.rows[0].item_id)
        assert queue.notice == "Deleted. Nothing of it is left."
        assert phone.context.outbox.items() == []


def test_an_answer_that_found_no_connection_cannot_have_arrived(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        phone.answer()
        phone.round()
        (item,) = phone.context.outbox.items()
        assert item.attempts == 0


def test_deleting_a_tried_answer_admits_that_it_may_have_arrived(tmp_path: Path) -> None:
    silent = Publisher(lambda _: Reply(silent=True))
    with serving(silent) as server, a_phone(tmp_path, server.url) as phone:
        phone.answer()
        phone.round()
        queue = phone.context.queue
        queue.delete(queue.rows[0].item_id)
        assert "may have reached us" in queue.notice


def test_deleting_what_was_sent_meanwhile_says_so(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        phone.answer()
        queue = phone.context.queue
        item_id = queue.rows[0].item_id
        phone.context.outbox.remove(item_id)
        queue.delete(item_id)
        assert queue.notice == "It had just been sent."


def test_a_damaged_memory_is_told_on_the_queue(tmp_path: Path) -> None:
    (tmp_path / "phone").mkdir()
    (tmp_path / "phone" / "umay.db").write_bytes(b"garbage" * 1000)
    with a_phone(tmp_path) as phone:
        assert "was damaged" in phone.context.queue.notice
        assert phone.context.surroundings.list is not None
