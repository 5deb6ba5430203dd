"""A server like GitHub Pages: gzip, ten minutes of cache, the site's own page for what is missing."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = "/docker-notes/"
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/xml")


@cache
def _compressed(file: Path, changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)


def gzipped(file: Path) -> int:
    """Return how many bytes of a file travel."""
    kind = mimetypes.guess_type(file.name)[0] or ""
    return len(_compressed(file, file.stat().st_mtime_ns)) if kind.startswith(TEXT) else file.stat().st_size


class Pages(http.server.BaseHTTPRequestHandler):
    """One folder below the address that the site was built for."""

    protocol_version = "HTTP/1.1"
    site: Path

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.site / path.removeprefix(ROOT).lstrip("/")
        if file.is_dir():
            file /= "index.html"
        found = path.startswith(ROOT) and file.is_file() and self.site in file.resolve().parents
        self._send(file if found else self.site / "404.html", 200 if found else 404)

    def _send(self, file: Path, status: int) -> None:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        packed = kind.startswith(TEXT) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _compressed(file, file.stat().st_mtime_ns) if packed else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a built site and yield its address."""
    handler = type("Site", (Pages,), {"site": site.resolve()})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{ROOT}"
    finally:
        server.shutdown()
        server.server_close()
