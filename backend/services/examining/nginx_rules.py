"""Deeds, looking: what of nginx's directives would keep who asked for what."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from backend.gateways.nginx_files import Directive

QUIET = "emerg"
"""Below it nginx names who asks: at crit, whose first words of TLS were garbled on the way."""

NOWHERE = "/dev/null"
_ADDRESS = re.compile(
    r"\$\{?(remote_addr|binary_remote_addr|realip_remote_addr|proxy_protocol_addr|"
    r"proxy_add_x_forwarded_for|http_x_forwarded_for|http_x_real_ip|http_forwarded)\b"
)
"""Variables of nginx that hold the address of who asks."""

FORMATS = {"combined": "$remote_addr - $remote_user [$time_local]"}
"""The form that a log has where none is named: its beginning."""

LIMITS = ("limit_req", "limit_conn")
WATCHED = ("access_log", "error_log", *LIMITS)
INNER = ("location", "if", "limit_except")

Lines = Mapping[str, tuple[tuple[str, ...], ...]]
"""By directive the words of each of its lines that is in force."""

DEFAULTS: Lines = {
    "access_log": (("logs/access.log",),),
    "error_log": (("logs/error.log",),),
}
"""What nginx does where nothing is said."""


@dataclass(frozen=True)
class Server:
    """A server that our name, or no name, leads to; forms of logs and keys of limits by name."""

    name: str
    is_named: bool
    block: Sequence[Directive]
    above: Lines
    formats: Mapping[str, str]
    keys: Mapping[str, str]


def servers_of(directives: Sequence[Directive], host: str) -> list[Server]:
    """Return the servers that are reached by our name, and those for whoever names none."""
    main = {**DEFAULTS, **_own(directives)}
    found = []
    for http in _all(directives, "http"):
        above = {**main, **_own(http.block)}
        told = (above, _formats(http.block), _keys(http.block))
        servers = list(_all(http.block, "server"))
        defaults = [each for each in servers if _is_default(each.block)] or servers[:1]
        for each in servers:
            names = [name for said in _all(each.block, "server_name") for name in said.words]
            is_named = any(_is_meant(name, host) for name in names)
            if is_named or each in defaults:
                called = host if is_named else "the default server"
                found.append(Server(called, is_named, each.block, *told))
    return found


def faults_of(server: Server) -> Iterator[str]:
    """Yield what would be kept, and where it is said, each once."""
    found: list[tuple[str, Lines]] = [(server.name, {**server.above, **_own(server.block)})]
    found += [(f"{server.name}, {where}", own) for where, own in _inner(server.block)]
    for where, lines in found:
        for fault in dict.fromkeys((*_logged(server, lines), *_counted(server, lines))):
            yield f"{where}: {fault}"


def _own(block: Iterable[Directive]) -> Lines:
    """Return what a level says itself: of these directives nothing is added to those above."""
    own: dict[str, tuple[tuple[str, ...], ...]] = {}
    for each in block:
        if each.name in WATCHED:
            own[each.name] = (*own.get(each.name, ()), each.words)
    return own


def _inner(block: Iterable[Directive]) -> Iterator[tuple[str, Lines]]:
    for each in block:
        if each.name in INNER:
            yield f"{each.name} {' '.join(each.words)}", _own(each.block)
            yield from _inner(each.block)


def _logged(server: Server, lines: Lines) -> Iterator[str]:
    for file, *rest in lines.get("access_log", ()):
        if file in ("off", NOWHERE):
            continue
        form = next((word for word in rest if "=" not in word), "combined")
        has_address = bool(_ADDRESS.search({**FORMATS, **server.formats}.get(form, "")))
        told = "with the address of who asks" if has_address else "a line for each request"
        yield f"access_log is not off ({told})"
    for file, *level in lines.get("error_log", ()):
        if file != NOWHERE and (level := [*level, "error"])[0] != QUIET:
            yield f"error_log is at {level[0]}, not at emerg: it names who asks"


def _counted(server: Server, lines: Lines) -> Iterator[str]:
    for limit in LIMITS:
        for words in lines.get(limit, ()):
            named = [word.removeprefix("zone=") for word in words if word.startswith("zone=")]
            if _ADDRESS.search(server.keys.get((named or [words[0]])[0], "")):
                yield f"{limit} counts by address"


def _all(block: Iterable[Directive], name: str) -> Iterator[Directive]:
    return (each for each in block if each.name == name)


def _formats(block: Sequence[Directive]) -> dict[str, str]:
    return {each.words[0]: " ".join(each.words[1:]) for each in _all(block, "log_format")}


def _keys(block: Sequence[Directive]) -> dict[str, str]:
    """Return by what each zone of a limit counts."""
    found = {}
    for limit in LIMITS:
        for each in _all(block, f"{limit}_zone"):
            zone = next(word for word in each.words if word.startswith("zone="))
            found[zone.removeprefix("zone=").partition(":")[0]] = each.words[0]
    return found


def _is_meant(name: str, host: str) -> bool:
    if name.startswith("~"):
        return bool(re.search(name[1:], host))
    return fnmatchcase(host, name) or (name.startswith(".") and f".{host}".endswith(name))


def _is_default(block: Sequence[Directive]) -> bool:
    return any({"default_server", "default"} & set(each.words) for each in _all(block, "listen"))
