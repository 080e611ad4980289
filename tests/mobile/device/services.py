"""An assistive service, as far as it asks an app: through the view's provider of nodes, in Java."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.mobile.device.handset import Handset, listed

HOST = -1
CLICK, FOCUS, SET_TEXT = 0x10, 0x40, 0x200000
WINDOW_STATE, CONTENT, ENTER, EXIT = 0x20, 0x800, 0x80, 0x100
MOVE, AWAY = 7, 10
CLASSES = {
    "text": "TextView",
    "heading": "TextView",
    "button": "Button",
    "check": "CheckBox",
    "radio": "RadioButton",
    "tab": "Button",
    "field": "EditText",
    "scroll": "ScrollView",
}


@dataclass(frozen=True)
class Seen:
    """One virtual view, read from what Java says of it."""

    number: int
    parent: int
    after: int
    kind: str
    says: str
    hint: str
    box: tuple[int, int, int, int]
    is_clickable: bool
    is_enabled: bool
    is_visible: bool
    is_selected: bool
    is_checked: bool
    is_checkable: bool
    is_scrollable: bool
    is_editable: bool
    is_heading: bool
    is_live: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return self.hint or self.says

    @property
    def middle(self) -> tuple[float, float]:
        """Where a finger would touch it."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    def as_kit(self) -> tuple[object, ...]:
        """Return it in the form of `Service.as_kit`."""
        states = (self.is_enabled, self.is_visible, self.is_selected, self.is_checked)
        kind = (self.kind, self.is_checkable, self.is_heading, self.is_live)
        return (self.number, max(self.parent, 0), *kind, self.name, states, self.box)

    def faults(self) -> Iterator[str]:
        """Yield what a target lacks."""
        left, top, right, bottom = self.box
        if self.is_clickable and not self.name.strip():
            yield f"a {self.kind} at {self.box} has no name"
        if not self.kind:
            yield f"{self.name!r} has no role"
        if left >= right or top >= bottom:
            yield f"{self.name!r} has no bounds: {self.box}"


class Service:
    """A screen reader's way into an app that is followed."""

    def __init__(self, phone: Handset, reading: Any) -> None:
        self._phone, self._reading = phone, reading
        self._done: list[object] = []
        do = reading.act

        def act(*asked: Any) -> None:
            do(*asked)
            self._done.append(asked)

        reading.act = act
        self._wanted = 0

    def rest(self) -> None:
        """Be switched off: the app is followed no more."""
        self._phone.does("assisted", False, False)
        self._reading._switch(is_on=False)

    def tell_backwards(self) -> None:
        """Let Java be told the page from its end."""
        show = self._reading._reader.show
        self._reading._reader.show = lambda title, things: show(title, list(reversed(things)))
        self._reading._shown = None

    def look(self) -> None:
        """Let the app tell what stands on the page now."""
        self._reading.look()
        self._phone.settle()

    def seen(self) -> list[Seen]:
        """Return all virtual views in the order of their tree."""
        return list(self._below(HOST))

    def named(self, name: str) -> Seen:
        """Return the one that begins with a name."""
        return next(each for each in self.seen() if each.name.startswith(name))

    def as_kit(self, node: Any) -> tuple[object, ...]:
        """Return a node of the kit's own tree in the form of `Seen.as_kit`."""
        states = node.states
        told = tuple(
            (name in states) == is_on
            for name, is_on in (
                ("disabled", False),
                ("hidden", False),
                ("selected", True),
                ("checked", True),
            )
        )
        has_tick, is_heading = node.role in ("check", "radio"), node.role == "heading"
        kind = ("android.widget." + CLASSES[node.role], has_tick, is_heading, "live" in states)
        number, parent = self._reading._number(node.key), self._reading._number(node.parent)
        return (number, parent, *kind, node.name, told, node.box)

    def act(self, number: int, action: int, words: str | None = None) -> bool:
        """Ask for an action; return whether the app takes it."""
        bundle = None
        if words is not None:
            bundle = self._phone.java("android.os.Bundle")()
            text = self._phone.java("java.lang.String")(words)
            bundle.putCharSequence("ACTION_ARGUMENT_SET_TEXT_CHARSEQUENCE", text)
        taken = bool(
            self._phone.on_main(lambda: self._asks().performAction(number, action, bundle))
        )
        self._wanted += taken and action != FOCUS
        return taken

    def asked(self) -> bool:
        """Say whether something that was asked for is still to be done."""
        return len(self._done) < self._wanted

    def click(self, name: str) -> bool:
        """Click on what begins with a name."""
        return self.act(self.named(name).number, CLICK)

    def focus(self, number: int) -> bool:
        """Put the service's focus on something."""
        return self.act(number, FOCUS)

    def write(self, number: int, words: str) -> bool:
        """Write into a field."""
        return self.act(number, SET_TEXT, words)

    def focused(self) -> int | None:
        """Return what has the service's focus."""
        info = self._asks().findFocus(2)
        return None if info is None else int(info.virtualId)

    def hover(self, x: float, y: float, action: int = MOVE) -> bool:
        """Let a finger explore a point."""
        event = self._phone.java("android.view.MotionEvent").obtain(0, 0, action, x, y, 0)
        return bool(self._phone.on_main(lambda: self._over().hover(event)))

    def hover_away(self) -> bool:
        """Lift the finger that explored."""
        return self.hover(0, 0, AWAY)

    def announced(self) -> list[str]:
        """Return the titles of pages that were read out."""
        return [str(listed(each.getText())[0]) for each in self._events(WINDOW_STATE)]

    def changes(self) -> int:
        """Return how often the service was told to look at the page anew."""
        return sum(each.virtualId == HOST for each in self._events(CONTENT))

    def entered(self) -> list[int]:
        """Return what an exploring finger came to."""
        return [int(each.virtualId) for each in self._events(ENTER)]

    def left(self) -> list[int]:
        """Return what an exploring finger left."""
        return [int(each.virtualId) for each in self._events(EXIT)]

    def _events(self, kind: int) -> list[Any]:
        return [each for each in listed(self._phone.state.events) if each.getEventType() == kind]

    def _over(self) -> Any:
        return self._phone.over()

    def _asks(self) -> Any:
        return self._over().getAccessibilityNodeProvider()

    def _below(self, number: int) -> Iterator[Seen]:
        info = self._asks().createAccessibilityNodeInfo(number)
        if number != HOST:
            yield self._read(info)
        for child in listed(info.children):
            yield from self._below(int(child))

    def _read(self, info: Any) -> Seen:
        box = self._phone.java("android.graphics.Rect")()
        info.getBoundsInScreen(box)
        level = self._phone.level
        return Seen(
            number=int(info.virtualId),
            parent=int(info.parentId),
            after=int(info.after),
            kind=_text(info.getClassName()),
            says=_text(info.getText()),
            hint=_text(info.getHintText()) if level >= 26 else "",
            box=(box.left, box.top, box.right, box.bottom),
            is_clickable=info.isClickable(),
            is_enabled=info.isEnabled(),
            is_visible=info.isVisibleToUser(),
            is_selected=info.isSelected(),
            is_checked=info.isChecked(),
            is_checkable=info.isCheckable(),
            is_scrollable=info.isScrollable(),
            is_editable=info.isEditable(),
            is_heading=bool(info.isHeading()) if level >= 28 else False,
            is_live=info.getLiveRegion() == 1,
        )


def _text(words: Any) -> str:
    if words is None:
        return ""
    return words if isinstance(words, str) else str(words.toString())
