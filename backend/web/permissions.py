"""Web: what a page may use of the device (Permissions-Policy): nothing, but where it needs it."""

FEATURES = (
    *("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid"),
    *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "publickey-credentials-create", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "storage-access", "usb", "web-share", "xr-spatial-tracking"),
)
"""What a policy can name and some browser knows; what none knows it reports as a mistake."""

POSITION, SHARE = ("geolocation",), ("web-share",)
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
POSITION_PATHS = ("/", "/help", "/feedback")
"""The pages whose scripts ask where the browser is once somebody presses."""
SHARE_PATH = "/help"
"""The page whose text to somebody trusted is handed to another app, on a press as well."""
PASSKEY_PATHS = "/account"


def allowing(*features: str) -> str:
    """Return the policy that leaves these to our own pages, and all others to nobody."""
    return ", ".join(f"{each}=({'self' if each in features else ''})" for each in FEATURES)


NOTHING = allowing()
_WITH_POSITION, _WITH_PASSKEYS = allowing(*POSITION), allowing(*PASSKEYS)
_WITH_BOTH = allowing(*POSITION, *SHARE)


def permissions_at(path: str) -> str:
    """Return the policy of the page at a path."""
    if path == SHARE_PATH:
        return _WITH_BOTH
    if path in POSITION_PATHS:
        return _WITH_POSITION
    return _WITH_PASSKEYS if path.startswith(PASSKEY_PATHS) else NOTHING
