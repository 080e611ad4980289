"""The phone's exchange: one question that somebody waits for, on a thread of its own."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

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
        said: Mapping[str, Any] | str = NO_ANSWER
        try:
            said = client.ask_receipt(deed, code)
        except Problem as problem:
            said = problem.code
        except Exception:  # noqa: BLE001 - the rim: a page must not wait for ever
            said = NO_ANSWER
        finally:
            client.close()
        answered(said)

    threading.Thread(target=run, name="umay-receipt", daemon=True).start()
