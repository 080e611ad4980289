"""Face: the library's forms, each of which counts a try where it checks a password or code."""

from typing import Any

from flask import Response, g, session
from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    MfRecoveryForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
)
from flask_security.proxies import _security
from flask_security.utils import get_message

from backend.domain import security
from backend.domain.staff import RESET, RESET_BY_ALL, SIGN_IN, SIGN_IN_BY_ALL
from backend.services import sign_in
from backend.services.security_log import Refusal
from backend.services.senders import sender_mark
from backend.services.transaction import let_go
from backend.services.tries import count_try, give_back
from backend.web.addresses import sender
from backend.web.guards import known
from backend.web.refusals import note
from backend.web.world import world
from shared.problems import Problem


class Counted:
    """Counts a try before anything is checked, whichever way it was sent.

    By account and sender first, so that nobody can lock somebody else out from one place; then by
    account, so that many places together guess no more. A right one is given back in the end, a
    wrong one is noted for the security log.
    """

    what = ""
    failed = ""
    """What the security log calls a wrong one."""

    limit, by_all = SIGN_IN, SIGN_IN_BY_ALL
    is_given_back = True

    def validate(self, **kwargs: Any) -> bool:
        """Count, then check."""
        if not (whose := self.whose()):
            return bool(super().validate(**kwargs))  # type: ignore[misc]
        # A deed of its own, whatever becomes of the library's: that one begins after it.
        let_go()
        by_sender = f"{whose}|{sender_mark(world(), sender())}"
        self._count(whose, by_sender)
        if g.get("library_writes"):
            sign_in.open_for_writing()
        is_right: bool = super().validate(**kwargs)  # type: ignore[misc]
        if is_right and self.is_given_back:
            g.right_tries = ((self.what, by_sender), (f"{self.what}-by-all", whose))
        if noted := self.noted(is_right=is_right):
            note(Refusal(noted, whose))
        return is_right

    def noted(self, *, is_right: bool) -> str:
        """Return what the security log calls what came of it, or nothing."""
        return "" if is_right else self.failed

    def _count(self, whose: str, by_sender: str) -> None:
        now = world().now()
        try:
            count_try(self.what, by_sender, self.limit, now)
            count_try(f"{self.what}-by-all", whose, self.by_all, now)
        except Problem as problem:
            if problem.code == security.TOO_MANY_TRIES:
                note(Refusal(security.TOO_MANY_TRIES, whose))
            raise

    def whose(self) -> str:
        """Return the account that is tried."""
        raise NotImplementedError


def settle(response: Response) -> Response:
    """Give back the tries that turned out to be right, once the library has stored its own."""
    for what, whose in g.pop("right_tries", ()):
        let_go()
        give_back(what, whose)
    return response


class _ByAddress(Counted):
    def whose(self) -> str:
        """Return the mail address as the library looks it up: else each spelling had its own."""
        typed = str(self.email.data or "")  # type: ignore[attr-defined]
        try:
            found: str = _security.mail_util.normalize(typed)
        except ValueError:
            return typed
        return found


class _BySession(Counted):
    def whose(self) -> str:
        """Return the account of whoever is signed in."""
        found = known()
        return found.actor.email if found else ""


class _BySecondStep(Counted):
    what = "code"

    def whose(self) -> str:
        """Return the account whose password was right, or whose owner changes the second step."""
        return str(session.get("tf_user_id") or session.get("_user_id") or "")


class SignIn(_ByAddress, LoginForm):
    """Mail address and password; a browser is never remembered."""

    what = "sign-in"
    failed = security.SIGN_IN_FAILED
    remember = None


class Prove(_BySession, VerifyForm):
    """The password once more."""

    what = "prove"
    failed = security.PROOF_FAILED


class NewPassword(_BySession, ChangePasswordForm):
    """The old password and a new one."""

    what = "change"
    failed = security.CHANGE_FAILED

    def noted(self, *, is_right: bool) -> str:
        """Return that the old password was wrong; whoever knew it has only to choose better."""
        same = get_message("PASSWORD_IS_THE_SAME")[0]
        wrong = [error for error in self.password.errors or () if error != same]
        return self.failed if wrong else ""


class Forgotten(_ByAddress, ForgotPasswordForm):
    """The mail address to which the way to a new password goes."""

    what = "reset"
    failed = security.RESET_ASKED_OF_UNKNOWN
    limit, by_all = RESET, RESET_BY_ALL
    is_given_back = False

    def noted(self, *, is_right: bool) -> str:
        """Return what was asked for in either case: both have to take as long (S7)."""
        return security.RESET_ASKED if is_right else self.failed


class Code(_BySecondStep, TwoFactorVerifyCodeForm):
    """The code of the app."""

    failed = security.CODE_FAILED


class Recovery(_BySecondStep, MfRecoveryForm):
    """A recovery code, in place of the app's."""

    failed = security.RECOVERY_CODE_FAILED


FORMS: dict[str, Any] = {
    "login_form": SignIn,
    "verify_form": Prove,
    "change_password_form": NewPassword,
    "forgot_password_form": Forgotten,
    "two_factor_verify_code_form": Code,
    "mf_recovery_form": Recovery,
}
"""By the library's name: the forms that check a password or code."""
