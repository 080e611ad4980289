"""Throw-away certificates: an authority, and what it signs for servers."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

_NEW = [
    *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
    *("-nodes", "-days", "2"),
]


@dataclass(frozen=True)
class Authority:
    """Who signs certificates; `root` is its own, which those who trust it keep."""

    folder: Path

    @property
    def root(self) -> Path:
        """Its certificate."""
        return self.folder / "root.crt"

    def signed(self, name: str) -> tuple[str, str]:
        """Return a new certificate for a name, and its key."""
        crt, key = self.folder / "signed.crt", self.folder / "signed.key"
        words = ["-CA", str(self.root), "-CAkey", str(self.folder / "root.key")]
        words += ["-addext", "basicConstraints=CA:FALSE"]
        _make(crt, key, *words, "-addext", f"subjectAltName=DNS:{name}", "-subj", f"/CN={name}")
        return crt.read_text(), key.read_text()


def an_authority(folder: Path) -> Authority:
    """Make an authority that keeps its files in a new folder."""
    folder.mkdir()
    _make(folder / "root.crt", folder / "root.key", "-subj", f"/CN={folder.name}")
    return Authority(folder)


def _make(crt: Path, key: Path, *words: str) -> None:
    files = ["-out", str(crt), "-keyout", str(key)]
    subprocess.run(["openssl", *_NEW, *files, *words], check=True, capture_output=True)
