#!/usr/bin/env python3
"""A read-only Docker Hub for machines that can't reach the real one: `hub.py FOLDER ADDRESS`.

It serves the OCI layout in FOLDER (made by `docker save`) over HTTPS at ADDRESS, port 443, as the three hosts that an
engine asks for an image from docker.io. Its refusals are worded as the Docker Hub's, so that the errors in the lessons
are the real ones. Protocol: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import ssl
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PUSH = "anonymous-push"
INDEX = "application/vnd.oci.image.index.v1+json"
_ROUTE = re.compile(r"/v2/(?P<name>[a-z0-9._/-]+)/(?P<kind>manifests|blobs|tags)/(?P<ref>[A-Za-z0-9_.:/-]+)")


class Store:
    """The images of an OCI layout, by repository and tag. Like the Hub, it serves each as an index, of one platform."""

    def __init__(self, folder: Path) -> None:
        self.blobs = folder / "blobs" / "sha256"
        self.tags: dict[str, dict[str, bytes]] = {}
        self.documents: dict[str, tuple[str, bytes]] = {}
        for entry in json.loads((folder / "index.json").read_bytes())["manifests"]:
            reference = entry["annotations"]["io.containerd.image.name"].removeprefix("docker.io/")
            name, _, tag = reference.rpartition(":")
            index = self._index(entry)
            self.tags.setdefault(name, {})[tag] = index
            self.documents[_digest(index)] = (INDEX, index)

    def _index(self, entry: dict[str, Any]) -> bytes:
        body = self._blob(entry)
        self.documents[entry["digest"]] = (entry["mediaType"], body)
        read = json.loads(body)
        if "manifests" in read:  # saved from an engine that had pulled the image from here
            for part in read["manifests"]:
                self.documents[part["digest"]] = (part["mediaType"], self._blob(part))
            return body
        config = json.loads(self._blob(read["config"]))
        platform = {"architecture": config["architecture"], "os": config["os"]}
        manifest = {key: entry[key] for key in ("mediaType", "digest", "size")} | {"platform": platform}
        return json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": [manifest]}).encode()

    def _blob(self, descriptor: dict[str, Any]) -> bytes:
        digest: str = descriptor["digest"]
        return (self.blobs / digest.removeprefix("sha256:")).read_bytes()


def _digest(body: bytes) -> str:
    return "sha256:" + hashlib.sha256(body).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """Answers one request. The engine shows `errors[].message` to its user."""

    protocol_version = "HTTP/1.1"
    store: Store

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/token":
            # Nobody is logged in here. A token for a push is issued all the same, but it allows nothing.
            token = PUSH if "push" in query else "anonymous"
            self._json(HTTPStatus.OK, {"token": token, "access_token": token, "expires_in": 300})
        elif PUSH in self.headers.get("Authorization", ""):
            match = _ROUTE.fullmatch(path)
            self._challenge(match["name"] if match else "", "authentication required", action="push")
        elif "Authorization" not in self.headers:
            self._challenge("", "authentication required")
        elif path == "/v2/":
            self._json(HTTPStatus.OK, {})
        elif match := _ROUTE.fullmatch(path):
            self._content(match["name"], match["kind"], match["ref"])
        else:
            self._error(HTTPStatus.NOT_FOUND, "NOT_FOUND", "404 page not found")

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Refuse to push, since nobody is logged in here."""
        match = re.match(r"/v2/(.+)/blobs/uploads/", self.path)
        self._challenge(match[1] if match else "", "authentication required", action="push")

    def _content(self, name: str, kind: str, ref: str) -> None:
        tags = self.store.tags.get(name)
        if tags is None:
            # The Hub doesn't say whether a repository is missing or private.
            self._challenge(name, "authentication required", action="pull")
        elif kind == "tags":
            self._json(HTTPStatus.OK, {"name": name, "tags": sorted(tags)})
        elif kind == "manifests":
            document = self.store.documents.get(ref) or ((INDEX, tags[ref]) if ref in tags else None)
            if document:
                self._send(HTTPStatus.OK, document[1], document[0])
            else:
                self._error(HTTPStatus.NOT_FOUND, "MANIFEST_UNKNOWN", "manifest unknown")
        else:
            self._blob(self.store.blobs / ref.removeprefix("sha256:"))

    def _blob(self, file: Path) -> None:
        if not file.is_file():
            self._error(HTTPStatus.NOT_FOUND, "BLOB_UNKNOWN", "blob unknown to registry")
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(file.stat().st_size))
        self.end_headers()
        if self.command == "GET":
            with file.open("rb") as content:
                shutil.copyfileobj(content, self.wfile, 1 << 20)

    def _challenge(self, name: str, message: str, action: str = "pull") -> None:
        bearer = 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"'
        if name:
            bearer += f',scope="repository:{name}:{action}",error="insufficient_scope"'
        detail = [{"Type": "repository", "Class": "", "Name": name, "Action": action}] if name else None
        body = {"errors": [{"code": "UNAUTHORIZED", "message": message, "detail": detail}]}
        self._json(HTTPStatus.UNAUTHORIZED, body, {"WWW-Authenticate": bearer})

    def _error(self, status: HTTPStatus, code: str, message: str) -> None:
        self._json(status, {"errors": [{"code": code, "message": message}]})

    def _json(self, status: HTTPStatus, body: object, headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(body).encode(), "application/json", headers)

    def _send(self, status: HTTPStatus, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        sent = {"Content-Type": kind, "Docker-Content-Digest": _digest(body), "Content-Length": str(len(body))}
        for key, value in (sent | {"Docker-Distribution-Api-Version": "registry/2.0"} | (headers or {})).items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def main() -> int:
    folder, address = Path(sys.argv[1]), sys.argv[2]
    Handler.store = Store(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "hub.crt", folder / "hub.key")
    server = ThreadingHTTPServer((address, 443), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
