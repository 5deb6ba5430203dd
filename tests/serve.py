"""A server like GitHub Pages: gzip, ten minutes of cache, and the site's own page for missing addresses."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = "/docker-notes/"
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/xml")


@cache
def _compressed(file: Path, changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)


def gzipped(file: Path) -> int:
    """Return how many bytes are transferred for a file."""
    kind = mimetypes.guess_type(file.name)[0] or ""
    return len(_compressed(file, file.stat().st_mtime_ns)) if kind.startswith(TEXT) else file.stat().st_size


class Pages(http.server.BaseHTTPRequestHandler):
    """Serves one folder, below the path that the site was built for."""

    protocol_version = "HTTP/1.1"
    site: Path
    changed: Callable[[str, bytes], bytes] | None = None
    added: Mapping[str, bytes] = {}

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        name = path.removeprefix(ROOT).lstrip("/")
        if name in self.added:
            self._answer(self.added[name], mimetypes.guess_type(name)[0] or "", 200, packed=False)
            return
        file = self.site / name
        if file.is_dir():
            file /= "index.html"
        found = path.startswith(ROOT) and file.is_file() and self.site in file.resolve().parents
        self._send(file if found else self.site / "404.html", 200 if found else 404)

    def _send(self, file: Path, status: int) -> None:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        packed = kind.startswith(TEXT) and "gzip" in self.headers.get("Accept-Encoding", "")
        if self.changed:
            self._answer(self.changed(file.name, file.read_bytes()), kind, status, packed=False)
            return
        body = _compressed(file, file.stat().st_mtime_ns) if packed else file.read_bytes()
        self._answer(body, kind, status, packed)

    def _answer(self, body: bytes, kind: str, status: int, packed: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        with suppress(ConnectionResetError):  # a browser hangs up when it is closed
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve(
    site: Path, changed: Callable[[str, bytes], bytes] | None = None, added: Mapping[str, bytes] | None = None
) -> Iterator[str]:
    """Serve a built site and yield its address. `changed`: changes a file's content; `added`: further files."""
    own = {"site": site.resolve(), "changed": changed and staticmethod(changed), "added": added or {}}
    handler = type("Site", (Pages,), own)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{ROOT}"
    finally:
        server.shutdown()
        server.server_close()
