"""Face: the sign-in library put in place: ours where it asks, silent where residents are."""

from typing import Any

from flask import Flask, Response, after_this_request, current_app, g, redirect, request, session
from flask_login import user_logged_out
from flask_security import MailUtil, Security, SQLAlchemyUserDatastore, hash_password, signals
from flask_security.signals import user_authenticated
from flask_security.utils import _view_commit
from itsdangerous import Serializer

from backend.account.factors import HashedRecoveryCodes, OnceTotp, Passkeys
from backend.account.forms import FORMS, settle
from backend.account.hashing import QUEUE, Hashing, queue_of
from backend.account.passwords import Passwords
from backend.domain.security import TOKEN_OR_JSON_REFUSED
from backend.services import sign_in
from backend.services.notices import Letter
from backend.services.security_log import Refusal
from backend.services.sessions import Recognised
from backend.web import guards
from backend.web.bodies import FORM_TYPES
from backend.web.devices import device_of
from backend.web.pages import page
from backend.web.problems import answer
from backend.web.refusals import note, write_down
from backend.web.sessions import StaffSessions
from backend.web.world import world
from shared.problems import Problem

LIBRARY = "security"
"""The name of the library's blueprint."""

_CHANGES = {
    signals.password_changed: ("password-changed", False),
    signals.password_reset: ("password-reset", True),
    signals.tf_profile_changed: ("second-step-changed", False),
    signals.wan_registered: ("passkey-added", False),
    signals.wan_deleted: ("passkey-removed", False),
}
RESET_ASKED = "security.forgot_password"
_OPEN = frozenset(
    f"security.{name}"
    for name in (
        *("login", "logout", "forgot_password", "reset_password", "static", "tf_select"),
        *("two_factor_token_validation", "mf_recovery", "wan_signin", "wan_signin_response"),
    )
)
"""What somebody may ask for of whom we do not know who it is."""

_OPEN_AFTER_PASSWORD = ("security.two_factor_setup", "security.two_factor_setup_validate")
_SHUT = ("security.two_factor_rescue",)
_HASHING = (
    *("security.login", "security.verify", "security.change_password"),
    *(RESET_ASKED, "security.reset_password"),
)
"""Where a password is hashed: the transaction that writes begins after that."""

_FRESH = (
    *("security.two_factor_setup", "security.two_factor_setup_validate", "security.wan_delete"),
    *("security.wan_register", "security.wan_register_response", "security.mf_recovery_codes"),
)
CHANGING = "validating_profile"
"""What the library calls the state in which somebody sets up another code app."""
_SECOND = ("security.two_factor_token_validation", "security.mf_recovery")


class PostedMail(MailUtil):
    """Sends the library's mails as notices: stored with their deed, sent by the jobs."""

    def send_mail(self, template: str, subject: str, recipient: Any, *_: Any, **words: Any) -> None:
        """Store the mail; the library forgets to commit after some of them."""
        user = words["user"]
        # For an unknown address the library hashes too, so that both take as long.
        hash_password("not-a-password")
        if sign_in.has_step(user.id):
            about = f"staff:{user.id}"
            letter = Letter(str(recipient), str(subject), _reset_words(words), about)
            sign_in.write_letter(world(), letter)
        else:
            # A new password would be all that somebody needs to set up a second step.
            sign_in.invite_anew(world(), user.id)
        g.has_posted = True
        _commit_after()


def install(app: Flask, datastore: SQLAlchemyUserDatastore) -> None:
    """Put the library in place; its hooks run on its own pages only."""
    before = _hooks(app)
    guards.csrf.init_app(app)
    security = Security(
        app,
        datastore,
        mail_util_cls=PostedMail,
        render_template=_page,  # type: ignore[arg-type]
        totp_cls=OnceTotp,
        mf_recovery_codes_util_cls=HashedRecoveryCodes,
        webauthn_util_cls=Passkeys,
        password_util_cls=Passwords,
        **FORMS,
    )
    _sign_by_the_current(app, security)
    _shut_other_ways(app, security)
    security.unauthn_handler(lambda *_args, **_words: answer(Problem("sign-in-needed")))
    _keep_hooks_at_home(app, before)
    guards.GUARDS[LIBRARY] = frozenset()
    app.before_request_funcs.setdefault(LIBRARY, []).insert(0, _enter)
    app.after_request_funcs.setdefault(LIBRARY, []).extend((write_down, settle))
    _listen(app)


def _sign_by_the_current(app: Flask, security: Security) -> None:
    """Let links be signed by the current key and taken by each.

    Flask-Security 5.9 puts the current key first; itsdangerous signs by the last.
    """
    keys = [*app.config["SECRET_KEY_FALLBACKS"], app.config["SECRET_KEY"]]
    for held in vars(security).values():
        if isinstance(held, Serializer):
            held.secret_keys = [key.encode() for key in keys]


def _shut_other_ways(app: Flask, security: Security) -> None:
    """Leave of the library what we use: sessions and forms; no token, no JSON, no memory."""
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)
    security.login_manager._load_user_from_remember_cookie = lambda _cookie: None
    security.pwd_context = Hashing(security.pwd_context)
    app.extensions[QUEUE] = queue_of()


def _homes(app: Flask) -> dict[str, Any]:
    return {
        "before": app.before_request_funcs,
        "after": app.after_request_funcs,
        "words": app.template_context_processors,
    }


def _hooks(app: Flask) -> dict[str, list[Any]]:
    return {name: list(held[None]) for name, held in _homes(app).items()}


def _keep_hooks_at_home(app: Flask, before: dict[str, list[Any]]) -> None:
    """Move what the library hung on every request to its own pages.

    Residents' requests must not look for a session, and pages of ours are told by their guard who
    is signed in.
    """
    for name, held in _homes(app).items():
        added = [hook for hook in held[None] if hook not in before[name]]
        held[None] = before[name]
        held[LIBRARY].extend(added)


def _enter() -> Any:
    guards.refuse_out_of_reach()
    found = guards.known()
    if request.method == "POST":
        _check_form(found)
    if request.endpoint in _SHUT:
        raise Problem("not-found")
    if found is None and not _is_open():
        return guards.to_sign_in()
    if found and (elsewhere := _elsewhere(found)):
        return elsewhere
    if request.method == "POST":
        _begin_writing()
    if request.endpoint in ("security.verify", "security.wan_verify_response"):
        session["proved_before"] = session.get("fs_paa")
        after_this_request(_note_proof)
    return None


def _check_form(found: Recognised | None) -> None:
    """Refuse a form without its token, and what no form of ours sends."""
    guards.check_token()
    if request.mimetype not in FORM_TYPES:
        account_id = found.actor.id if found else None
        note(Refusal(TOKEN_OR_JSON_REFUSED, account_id=account_id))
        raise Problem("form-not-declared")


def _begin_writing() -> None:
    g.library_writes = True
    if request.endpoint not in _HASHING:
        sign_in.open_for_writing()
    if request.endpoint == RESET_ASKED:
        after_this_request(_even_out)


def _is_open() -> bool:
    """Return whether a page is for people of whom we do not know who they are."""
    is_between = request.endpoint in _OPEN_AFTER_PASSWORD and "tf_user_id" in session
    return request.endpoint in _OPEN or is_between


def _elsewhere(found: Recognised) -> Any:
    """Return where else somebody who is signed in has to go first, if anywhere."""
    if request.endpoint in _SECOND and session.get("tf_state") != CHANGING:
        # The library would sign out whoever a foreign page sent here.
        return redirect("/account/welcome")
    if request.endpoint in _FRESH and not found.is_fresh:
        # The library asks for this too, by the machine's clock and its cookie alone.
        return guards.to_prove(request.path if request.method == "GET" else "/account/")
    return None


def _note_proof(response: Response) -> Response:
    """Note in our session that its owner has just proved who they are, if they did."""
    token, proved_at = session.get(guards.SESSION_KEY), session.get("fs_paa")
    if token and proved_at != session.pop("proved_before", None):
        # Forms that stand open in other windows keep their token.
        _sessions().regenerate(session)
        sign_in.proved(world(), token)
        _view_commit(response)  # type: ignore[unused-coroutine]
    return response


def _even_out(response: Response) -> Response:
    """Write as much for an address nobody knows as for one that is written to (S7)."""
    if not g.get("has_posted"):
        sign_in.write_to_nobody(world())
        _view_commit(response)  # type: ignore[unused-coroutine]
        world().wake()
    return response


def _listen(app: Flask) -> None:
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    for signal, (deed, ends) in _CHANGES.items():
        signal.connect(_noting(deed, ends_sessions=ends), app, weak=False)


def _sessions() -> StaffSessions:
    interface = current_app.session_interface
    assert isinstance(interface, StaffSessions)
    return interface


def _page(template: str, **words: Any) -> Response:
    return page(template, **words)


def _begin(_app: Flask, user: Any, **_: Any) -> None:
    _sessions().begin_anew(session)
    device = device_of(request.user_agent.string)
    session[guards.SESSION_KEY] = sign_in.signed_in(world(), user.id, device)
    _commit_after()


def _end(_app: Flask, user: Any, **_: Any) -> None:
    sign_in.signed_out(world(), user.id, session.pop(guards.SESSION_KEY, None))
    _commit_after()


def _noting(deed: str, *, ends_sessions: bool) -> Any:
    def note(_app: Flask, user: Any, **_: Any) -> None:
        sign_in.changed(world(), user.id, deed, ends_sessions=ends_sessions)
        _commit_after()

    return note


def _commit_after() -> None:
    @after_this_request
    def keep(response: Response) -> Response:
        _view_commit(response)  # type: ignore[unused-coroutine]
        world().wake()
        return response


def _reset_words(words: dict[str, Any]) -> str:
    return (
        f"Dear {words['user'].name},\n\n"
        "somebody asked for a new password for your UMay account. Choose it here, within an hour:\n"
        f"{world().base_url}/account/reset/{words['reset_token']}\n\n"
        "If it was not you, leave this mail be: nothing has changed.\n"
    )
