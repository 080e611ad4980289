"""The phone's composition root: how the model of each page is made, loaded when first needed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mobile.store import projection

if TYPE_CHECKING:
    from mobile.context import Context


def _places(context: "Context") -> Any:
    return context.places


def _queue(context: "Context") -> Any:
    return context.queue


def _place(context: "Context") -> Any:
    from mobile.viewmodels.helped import Helped
    from mobile.viewmodels.place import PlaceViewModel

    helped = Helped(context.outbox, context.exchange, context.surroundings)
    return PlaceViewModel(context.surroundings, context.device, helped)


def _feedback(context: "Context") -> Any:
    from mobile.viewmodels.feedback import FeedbackViewModel

    return FeedbackViewModel(context.surroundings, context.exchange, context.outbox, context.voice)


def _after(context: "Context") -> Any:
    from mobile.viewmodels.after import AfterViewModel

    return AfterViewModel(context.connection, context.device)


def _choosing(context: "Context") -> Any:
    from mobile.viewmodels.choosing import ChoosingViewModel

    return ChoosingViewModel(context.surroundings)


def _help(context: "Context") -> Any:
    from mobile.viewmodels.help import HelpViewModel

    doors = projection.doors(context.connection)
    points = projection.points(context.connection)
    return HelpViewModel(doors, points, context.surroundings, context.device)


def _trusted(context: "Context") -> Any:
    from mobile.viewmodels.trusted import TrustedViewModel

    return TrustedViewModel(
        context.connection, context.surroundings, context.device, context.config.public_url
    )


def _receipts(context: "Context") -> Any:
    from mobile.sync.asking import ask_receipt
    from mobile.viewmodels.base import on_ui
    from mobile.viewmodels.receipts import ReceiptsViewModel

    def ask(deed: str, code: str, answered: Callable[[Any], None]) -> None:
        url = context.config.server_url
        ask_receipt(url, deed, code, lambda answer: on_ui(lambda: answered(answer)))

    return ReceiptsViewModel(context.connection, ask)


def _map(context: "Context") -> Any:
    from mobile.viewmodels.map import MapViewModel
    from mobile.viewmodels.map_pack import MapPackViewModel

    pack = MapPackViewModel(context.connection, context.surroundings, context.map_packs())
    return MapViewModel(context.connection, context.surroundings, pack)


def _map_offer(context: "Context") -> Any:
    from mobile.viewmodels.map_offer import MapOfferViewModel

    return MapOfferViewModel(context.connection, context.config.data_folder)


def _data(context: "Context") -> Any:
    from mobile.viewmodels.settings import DataViewModel

    return DataViewModel(context.connection, context.outbox, context.map_packs().remove)


def _reading(name: str) -> "Callable[[Context], Any]":
    def make(_context: "Context") -> Any:
        from mobile.viewmodels.reading import reading

        return reading(name)

    return make


MAKERS: dict[str, Callable[["Context"], Any]] = {
    "places": _places,
    "queue": _queue,
    "place": _place,
    "feedback": _feedback,
    "after": _after,
    "where": _choosing,
    "subject": _choosing,
    "map": _map,
    "map_offer": _map_offer,
    "help": _help,
    "trusted": _trusted,
    "receipts": _receipts,
    "data": _data,
    "neutral": lambda _context: None,
    **{name: _reading(name) for name in ("privacy", "tools", "accessibility", "about")},
}
"""By the name of the page, or of the model that several pages share."""


def begin_after(context: "Context", model: Any, given: Any) -> None:
    """Show what follows from an answer, with the newest doors the phone holds."""
    model.begin(given, projection.doors(context.connection))


def begin_feedback(context: "Context", model: Any) -> None:
    """Start a fresh answer with the newest questions the phone holds."""
    model.begin(
        projection.question_set(context.connection),
        projection.young_set(context.connection),
        is_young=context.choices.is_young,
    )
