"""A registry that refuses each repository in a different way, with the responses that real registries send."""

from __future__ import annotations

import json
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_LIMIT = "You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit"
_INDEX = "application/vnd.oci.image.index.v1+json"


class Handler(BaseHTTPRequestHandler):
    """Answers according to the repository's name."""

    protocol_version = "HTTP/1.1"
    # A real registry answers a TLS greeting in HTTP, and an engine then asks again without TLS.
    default_request_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self.path.split("/")[2]
        if name == "":
            self._send(200, {})
        elif name == "limited":
            self._refuse(429, "TOOMANYREQUESTS", _LIMIT)
        elif name == "private":
            self._refuse(
                401, "UNAUTHORIZED", "authentication required", detail=[{"Type": "repository", "Action": "pull"}]
            )
        elif name == "bare":
            self._refuse(401, "UNAUTHORIZED", "authentication required")
        elif name == "other-processor":
            manifest = {
                "mediaType": "application/vnd.oci.image.manifest.v1+json",
                "platform": {"os": "linux", "architecture": "s390x"},
                "digest": "sha256:" + "0" * 64,
                "size": 2,
            }
            self._send(200, {"schemaVersion": 2, "mediaType": _INDEX, "manifests": [manifest]}, _INDEX)
        else:
            self._refuse(403, "DENIED", "requested access to the resource is denied")

    do_HEAD = do_POST = do_GET

    def _refuse(self, status: int, code: str, message: str, detail: object = None) -> None:
        error = {"code": code, "message": message} | ({"detail": detail} if detail else {})
        self._send(status, {"errors": [error]})

    def _send(self, status: int, body: object, kind: str = "application/json") -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="private"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(raw)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *arguments: object) -> None:
        """Say nothing: an engine that doesn't trust the certificate hangs up."""


@contextmanager
def odd_registry(folder: Path, address: str) -> Iterator[tuple[int, int]]:
    """Run the registry, and yield its ports without and with TLS. Nobody trusts its certificate's issuer."""
    certificate, key = folder / "registry.crt", folder / "registry.key"
    subject = [
        "-subj",
        "/CN=odd",
        "-addext",
        f"subjectAltName=IP:{address}",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject], capture_output=True, check=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    servers = [_Server(("", 0), Handler) for _ in range(2)]
    servers[1].socket = context.wrap_socket(servers[1].socket, server_side=True, do_handshake_on_connect=False)
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield servers[0].server_port, servers[1].server_port
    finally:
        for server in servers:
            server.shutdown()
