"""The app's catalogues, compiled before a run where set-up did not: no test hangs on it."""

from tools.messages import compile_all, po_path


def compile_what_is_stale(languages: list[str]) -> None:
    """Compile every catalogue if one is missing or older than what it is made from."""
    for code in languages:
        written = po_path(code)
        compiled = written.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < written.stat().st_mtime:
            compile_all()
            return
