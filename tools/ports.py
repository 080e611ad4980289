"""Tools: is the port free before a server is started on it?"""

import errno
import socket

from tools.refusal import Refusal


def port_number(text: str) -> int:
    """Read a port from the command line; Refusal says which numbers are possible."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Refusal(f"--port {text} is not a port: give a number from 1 to 65535.")
    return int(text)


def refuse_unless_free(host: str, port: int, command: str = "serve") -> None:
    """Raise Refusal, naming the way out, if nothing can listen on this host and port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror:
        raise Refusal(f"--host {host} is not an address of this machine. Try 127.0.0.1.") from None
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as problem:
            raise Refusal(_reason(problem, host, port, command)) from None


def _reason(problem: OSError, host: str, port: int, command: str) -> str:
    match problem.errno:
        case errno.EADDRINUSE:
            return (
                f"port {port} on {host} is taken by another program. Stop that program, "
                f"or choose another port: `./umay {command} --port {port % 65535 + 1}`."
            )
        case errno.EACCES:
            return f"port {port} is reserved for the system. Choose one from 1024: `--port 8000`."
        case errno.EADDRNOTAVAIL:
            return f"--host {host} is not an address of this machine. Try 127.0.0.1."
        case _:
            return f"cannot listen on {host} port {port}: {problem.strerror}. Try another `--port`."
