"""Pages shown live in a browser of this machine: nobody else can ask for them, and nothing can be written.

The server listens on the loopback address alone; the address of a page has a token that only the user is told, and the
name that a browser asked for must be that of this machine, so that no page of elsewhere can read it (DNS rebinding).
"""

import secrets
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

HOST = "127.0.0.1"


class Server(ThreadingHTTPServer):
    """Serves one page, and a text that changes whenever the page would; `make` and `version` give them."""

    daemon_threads = True

    def __init__(self, make: Callable[[], bytes], version: Callable[[], str], port: int = 0) -> None:
        super().__init__((HOST, port), Handler)
        self.make = make
        self.version = version
        self.lock = Lock()
        self.token = secrets.token_urlsafe(24)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"


class Handler(BaseHTTPRequestHandler):
    """Answers what is asked for with the token, by this machine, for reading."""

    server: Server
    server_version = "casecode"
    sys_version = ""

    def do_GET(self) -> None:
        """The page, or its version."""
        own = {f"{HOST}:{self.server.server_port}", f"localhost:{self.server.server_port}"}
        folder, _, name = self.path.rpartition("/")
        is_told = secrets.compare_digest(folder.encode(), f"/{self.server.token}".encode())
        if self.headers.get("Host") not in own or not is_told or name not in ("", "version"):
            self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")
            return
        with self.server.lock:  # reading a project is made for one at a time
            content = self.server.version().encode() if name else self.server.make()
        self._answer(HTTPStatus.OK, content, "text/plain" if name else "text/html")

    def _answer(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal is the user's."""
