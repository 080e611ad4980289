"""The phone's exchange: one question that somebody waits for, on a thread of its own."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

from mobile.sync.transport import NoAnswerError
from shared.problems import Problem

NO_ANSWER = "no-answer"

Answered = Callable[[Mapping[str, Any] | str], None]


def ask_receipt(server_url: str, deed: str, code: str, answered: Answered) -> None:
    """Ask about a receipt; `answered` is called on the thread, with a state or a refusal's code."""

    def run() -> None:
        # Loaded when first needed: the list does without the network.
        from mobile.sync.client import Client
        from mobile.sync.http import HttpTransport

        client = Client(HttpTransport(server_url))
        try:
            answered(client.ask_receipt(deed, code))
        except NoAnswerError:
            answered(NO_ANSWER)
        except Problem as problem:
            answered(problem.code)
        finally:
            client.close()

    threading.Thread(target=run, name="umay-receipt", daemon=True).start()
