"""Looks whether a package's libraries fit phones with memory pages of 16 kB.

`python -m mobile.packaging.pages FILE` reads an .apk or .aab; Google Play refuses others from
target 35 on (Android developers, Support 16 KB page sizes). Phones of 32 bits have pages of 4 kB.
"""

import struct
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

PAGE = 16 * 1024
LIBRARIES = (".so",)
_ELF, _WIDE, _LITTLE, _LOAD = b"\x7fELF", 2, 1, 1


def main(argv: Sequence[str]) -> int:
    """Name each library that does not fit; 1 where there is one, or no library at all."""
    path = Path(argv[0])
    found = list(libraries(path))
    wrong = [name for name, least in found if least < PAGE]
    for name in wrong:
        sys.stderr.write(f"{path.name}: {name} is not aligned to {PAGE} bytes\n")
    if not found:
        sys.stderr.write(f"{path.name}: no library of 64 bits in it\n")
    return int(bool(wrong) or not found)


def libraries(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each library of 64 bits in a package with its least alignment, bytes."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith(LIBRARIES):
                least = alignment(package.read(name))
                if least is not None:
                    yield name, least


def alignment(library: bytes) -> int | None:
    """Return the least alignment of what is loaded of an ELF file; None where it is no wide one.

    Offsets by the ELF-64 object file format, version 1.5: header and program header.
    """
    if library[:4] != _ELF or library[4] != _WIDE or library[5] != _LITTLE:
        return None
    (table,) = struct.unpack_from("<Q", library, 32)
    size, count = struct.unpack_from("<HH", library, 54)
    at = [table + size * number for number in range(count)]
    loads = [each for each in at if struct.unpack_from("<I", library, each)[0] == _LOAD]
    return min((struct.unpack_from("<Q", library, each + 48)[0] for each in loads), default=PAGE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
