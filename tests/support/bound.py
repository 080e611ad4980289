"""Programs that end with the test process, even where that is killed: no server outlives a run."""

import shutil
import sys


def bound(by: str = "KILL", *words: str) -> list[str]:
    """Return the words before a command that let the kernel signal it when its starter is gone.

    `words` are more options of setpriv, such as whose rights the program has. Elsewhere than on
    Linux there is no such signal, and a run that is killed may leave its servers behind.
    """
    if not sys.platform.startswith("linux") or shutil.which("setpriv") is None:
        return []
    return ["setpriv", f"--pdeathsig={by}", *words]
