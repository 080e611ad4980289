"""Face: what the sign-in library is told: everything off but what D6 asks for."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from backend.domain.staff import ABSOLUTE, FRESH, LEAST_PASSWORD
from backend.services.rotating import totp_secrets

TEMPLATES = {
    "LOGIN_USER": "sign_in",
    "VERIFY": "prove",
    "CHANGE_PASSWORD": "password",
    "FORGOT_PASSWORD": "forgot",
    "RESET_PASSWORD": "reset",
    "TWO_FACTOR_SETUP": "second_step",
    "TWO_FACTOR_VERIFY_CODE": "code",
    "TWO_FACTOR_SELECT": "choose_step",
    "MULTI_FACTOR_RECOVERY": "recovery",
    "MULTI_FACTOR_RECOVERY_CODES": "recovery_codes",
    "WAN_REGISTER": "passkeys",
    "WAN_SIGNIN": "passkey_sign_in",
    "WAN_VERIFY": "prove_by_passkey",
    "LOGOUT_USER": "sign_out",
}
URLS = {
    "LOGIN": "/sign-in",
    "LOGOUT": "/sign-out",
    "VERIFY": "/prove",
    "CHANGE": "/password",
    "RESET": "/reset",
    "TWO_FACTOR_SETUP": "/second-step",
    "TWO_FACTOR_TOKEN_VALIDATION": "/code",
    "TWO_FACTOR_RESCUE": "/rescue",
    "TWO_FACTOR_SELECT": "/choose-step",
    "MULTI_FACTOR_RECOVERY": "/recovery",
    "MULTI_FACTOR_RECOVERY_CODES": "/recovery-codes",
    "WAN_REGISTER": "/passkeys",
    "WAN_DELETE": "/passkey-remove",
    "WAN_SIGNIN": "/passkey",
    "WAN_VERIFY": "/prove-by-passkey",
}


FIXED: dict[str, Any] = {
    "SECURITY_URL_PREFIX": "/account",
    "SECURITY_STATIC_FOLDER_URL": "/library",
    "SECURITY_POST_LOGIN_VIEW": "/account/welcome",
    "SECURITY_POST_LOGOUT_VIEW": "/account/sign-in",
    "SECURITY_POST_VERIFY_VIEW": "/account/",
    "SECURITY_POST_CHANGE_VIEW": "/account/",
    "SECURITY_POST_RESET_VIEW": "/account/sign-in",
    "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/account/",
    "SECURITY_TWO_FACTOR_ERROR_VIEW": "/account/sign-in",
    "SECURITY_WAN_POST_REGISTER_VIEW": "/account/passkeys",
    "SECURITY_UNAUTHORIZED_VIEW": "/account/sign-in",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    # Who somebody is says their session and nothing else: no token, no remembered browser.
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_AUTO_LOGIN_AFTER_RESET": False,
    "REMEMBER_COOKIE_DURATION": timedelta(0),
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    # What a reset link holds is a hash of the Argon2 hash: a slow one would only tell by its time
    # who has an account.
    "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
    "SECURITY_PASSWORD_LENGTH_MIN": LEAST_PASSWORD,
    "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=1),
    "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
    "SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL": False,
    "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": "Choose a new password",
    "SECURITY_FRESHNESS": FRESH,
    "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_REQUIRED": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
    "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
    "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
    "SECURITY_TOTP_ISSUER": "UMay",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_WEBAUTHN": True,
    "SECURITY_WAN_ALLOW_AS_FIRST_FACTOR": True,
    "SECURITY_WAN_ALLOW_AS_MULTI_FACTOR": True,
    "SECURITY_WAN_ALLOW_USER_HINTS": False,
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    # Flask-Security 5.9 writes its own default as "no-store=True", which no cache understands.
    "SECURITY_CACHE_CONTROL": {"no-store": None},
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
}
"""What is the same everywhere."""


def settings(keys: Sequence[str], base_url: str) -> dict[str, Any]:
    """Return the settings of Flask-Security, Flask-WTF and the session's cookie.

    `keys` are the current secret key and those before it, the oldest last. Passwords hang on none:
    Argon2 has a salt of its own for each.
    """
    parts = urlsplit(base_url)
    is_secure = parts.scheme == "https"
    return {
        **{f"SECURITY_{name}_TEMPLATE": f"account/{file}.html" for name, file in TEMPLATES.items()},
        **{f"SECURITY_{name}_URL": url for name, url in URLS.items()},
        **FIXED,
        "SECRET_KEY": keys[0],
        "SECRET_KEY_FALLBACKS": list(keys[1:]),
        # Flask-WTF knows no fall-back; its serializer signs by the last of a list and takes each.
        "WTF_CSRF_SECRET_KEY": list(reversed(keys)),
        "SECURITY_TOTP_SECRETS": totp_secrets(keys),
        "SECURITY_WAN_RP_NAME": "UMay",
        "SECURITY_WAN_RP_ID": parts.hostname,
        "SESSION_COOKIE_NAME": "__Host-umay" if is_secure else "umay",
        "SESSION_COOKIE_SECURE": is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # The cookie goes with the browser; what it stands for ends here in any case.
        "SESSION_PERMANENT": False,
        "PERMANENT_SESSION_LIFETIME": ABSOLUTE,
        # The guard of each blueprint checks the token; residents' PUT has none to check.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        # Pages send no referrer, so there is none to compare.
        "WTF_CSRF_SSL_STRICT": False,
    }
