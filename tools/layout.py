"""Tools: where things stand in the work tree."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """One work tree and the paths in it that the tools read or make."""

    root: Path

    @property
    def venv(self) -> Path:
        """The project's own Python environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The Python of that environment."""
        return self.program("python")

    def program(self, name: str) -> Path:
        """A program of that environment."""
        return self.venv / "bin" / name

    @property
    def bytecode(self) -> Path:
        """The folder for what Python makes of sources, so that it need not do it at each start."""
        return self.venv / "bytecode"

    @property
    def profile(self) -> Path:
        """What the last whole run of the tests took, by folder, if it was measured."""
        return self.venv / "umay-profile.json"

    @property
    def coverage(self) -> Path:
        """Which branches of each room the last whole run of the tests took, if it was watched."""
        return self.venv / "umay-coverage.json"

    def lock(self, name: str) -> Path:
        """A file of pinned and hashed Python packages."""
        return self.root / "requirements" / f"{name}.lock"

    def stamp(self, name: str) -> Path:
        """The note that a step of set-up was finished, and for which input."""
        return self.venv / f"umay-{name}.stamp"

    @property
    def first_pack(self) -> Path:
        """The published documents that travel inside the phone app."""
        return self.root / "mobile" / "pack"

    def fetched_tool(self, name: str) -> Path:
        """The folder for a tool that set-up fetched because the machine lacks it."""
        return self.venv / "setup" / name


def this_layout() -> Layout:
    """Return the work tree that this file belongs to."""
    return Layout(Path(__file__).resolve().parent.parent)
