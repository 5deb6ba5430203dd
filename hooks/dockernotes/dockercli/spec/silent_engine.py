"""An engine that only says that it's there, so that a docker command gets as far as its words allow.

Since 29.1.3 `docker run` and `docker create` contact the engine before they read their values. They only need to know
that it's there. Whatever they ask for after that is refused, and nothing is done.
"""

from __future__ import annotations

import tempfile
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from threading import Thread

API = "1.56"
REFUSAL = b'{"message":"this engine refuses everything"}'


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        there = self.path.endswith("/_ping")
        body = b"OK" if there else REFUSAL
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200 if there else 503)
        self.send_header("Api-Version", API)
        self.send_header("Ostype", "linux")
        self.send_header("Docker-Experimental", "true")
        self.send_header("Content-Type", "text/plain" if there else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer

    def address_string(self) -> str:
        return "socket"

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: only our own tests and the program that makes specs send requests."""


class _Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: a command may end before it has read the answer."""


@cache
def socket() -> Path:
    """Return the engine's socket. The engine is started once for each process."""
    folder = Path(tempfile.mkdtemp(prefix="docker-notes-"))
    server = _Server(str(folder / "engine.sock"), _Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    return folder / "engine.sock"
