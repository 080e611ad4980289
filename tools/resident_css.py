"""Tools: of GOV.UK Frontend's styles the part that residents' pages use."""

import re
from collections.abc import Iterator

KEPT = (
    *("back-link", "body", "body-l", "body-m", "body-s", "button", "checkboxes", "details"),
    *("error-message", "error-summary", "exit-this-page", "exit-this-page-hide-content"),
    *("exit-this-page-overlay", "fieldset", "footer__link", "form-group", "frontend-supported"),
    *("heading-l", "heading-m", "heading-s", "heading-xl", "hint", "input", "inset-text", "label"),
    *("label-wrapper", "link", "list", "main-wrapper", "radios", "select", "skip-link", "template"),
    *("textarea", "visually-hidden", "visually-hidden-focusable", "width-container"),
)
"""What stands after `govuk-`: with it everything that begins so and goes on with `__` or `--`."""

_CLASS = re.compile(r"\.govuk-((?:\\.|[\w-])+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BETWEEN = re.compile(r",(?![^(]*\))")
_GROUPS = ("@media", "@supports")


def for_residents(css: str) -> str:
    """Return the rules of a style sheet without those for components that residents never see."""
    return "".join(_kept(_COMMENT.sub("", css)))


def _kept(css: str) -> Iterator[str]:
    for head, block in _rules(css):
        if head.startswith(_GROUPS):
            inner = "".join(_kept(block))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{block}}}"
        else:
            wanted = [each for each in _BETWEEN.split(head) if _is_wanted(each)]
            if wanted:
                yield f"{','.join(wanted)}{{{block}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and between the outermost braces; statements are left out."""
    at, depth, began = 0, 0, 0
    for found in re.finditer(r"[{};]", css):
        if found[0] == "{":
            depth += 1
            began = began if depth > 1 else found.end()
        elif found[0] == "}":
            depth -= 1
            if depth == 0:
                yield css[at : began - 1].strip(), css[began : found.start()]
                at = found.end()
        elif depth == 0:
            at = found.end()


def _is_wanted(selector: str) -> bool:
    return all(
        any(name == kept or name.startswith((f"{kept}__", f"{kept}--")) for kept in KEPT)
        for name in _CLASS.findall(selector)
    )
