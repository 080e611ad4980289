"""What is dear and always the same, made cheap for tests: templates, hashes, secrets, QR squares.

Each application compiles its templates anew, and a run makes some hundred applications; they share
what Jinja compiled, which it keys by the text of a template. A password is hashed with the least
that Argon2 takes, and the key for secrets of code apps with the least that its library takes; what
the service itself takes is tested in a process of its own. A QR square takes the first of its eight
masks instead of the most even one: it can be read all the same.
"""

from pathlib import Path
from zlib import crc32

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from passlib.totp import AppWallet
from qrcode import QRCode

from backend.account.settings import FIXED
from backend.web import pages
from tests.support.parts import is_part

CHEAPEST = {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}


def quicken() -> None:
    """Make applications of this process cheap."""
    # What is compiled depends on how the pages set Jinja up, too.
    setting_up = crc32(Path(pages.__file__).read_bytes())
    kept = FileSystemBytecodeCache(pattern=f"umay-{setting_up:08x}-%s")
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": kept}
    if not is_part("guesses"):
        FIXED["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = CHEAPEST
        AppWallet.encrypt_cost = 1
        QRCode.best_mask_pattern = lambda _: 0
