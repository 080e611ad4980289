"""Pages of 16 kB: a library that does not fit is named, whatever it is packed in."""

import struct
import zipfile
from pathlib import Path

import pytest

from mobile.packaging import pages


def library(*alignments: int, is_wide: bool = True) -> bytes:
    """Return an ELF file that loads parts with these alignments, and has one that is not loaded."""
    header = bytearray(64)
    header[:6] = b"\x7fELF" + bytes([2 if is_wide else 1, 1])
    kinds = [(1, each) for each in alignments] + [(4, 4)]
    struct.pack_into("<Q", header, 32, 64)
    struct.pack_into("<HH", header, 54, 56, len(kinds))
    parts = (struct.pack("<II5QQ", kind, 0, 0, 0, 0, 0, 0, align) for kind, align in kinds)
    return bytes(header) + b"".join(parts)


def package(folder: Path, **libraries: bytes) -> Path:
    path = folder / "umay.aab"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("base/manifest.xml", "<manifest/>")
        for name, content in libraries.items():
            made.writestr(f"base/lib/arm64-v8a/lib{name}.so", content)
    return path


def test_the_file_format_is_read_as_the_system_writes_it() -> None:
    import _sqlite3

    # Where this runs pages are of 4 kB, and libraries are aligned to that or more.
    least = pages.alignment(Path(_sqlite3.__file__).read_bytes())
    assert least is not None
    assert least % 4096 == 0


@pytest.mark.parametrize(
    ("alignments", "code"), [((0x4000, 0x4000), 0), ((0x10000,), 0), ((0x4000, 0x1000), 1)]
)
def test_a_library_that_does_not_fit_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], alignments: tuple[int, ...], code: int
) -> None:
    made = package(tmp_path, main=library(*alignments), old=library(0x1000, is_wide=False))
    assert pages.main([str(made)]) == code
    assert ("libmain.so is not aligned" in capsys.readouterr().err) == bool(code)


def test_a_package_without_libraries_is_none_that_was_looked_at(tmp_path: Path) -> None:
    assert pages.main([str(package(tmp_path))]) == 1
    assert pages.main([str(package(tmp_path, old=library(0x1000, is_wide=False)))]) == 1
