"""`casecode serve`: the evidence room, live, for this machine alone."""

import http.client
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import ward
from calling import inside
from casecode.commands.serve import _Live
from casecode.console.options import Filters
from casecode.console.serving import HOST, Server


@pytest.fixture
def wards(project: Path) -> Path:
    """A project with two hospitals."""
    ward.write(project)
    return project


@pytest.fixture
def server(wards: Path) -> Iterator[Server]:
    """The room of one of them, served."""
    with inside(wards):
        live = _Live(["anna"], None, Filters())
        with Server(live.page_or_problems, live.version) as found:
            threading.Thread(target=found.serve_forever, daemon=True).start()
            yield found
            found.shutdown()


def asked(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """The status and text of what the server answers."""
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def test_the_page_follows_the_files(server: Server, wards: Path) -> None:
    """A file that changes changes the version and the page; one with errors gives a page that says so."""
    path = urlsplit(server.address).path
    status, page = asked(server, path)
    assert status == 200
    assert "Too many clicks" in page
    _, before = asked(server, f"{path}version")
    case = wards / "cases" / "anna.yaml"
    case.write_text(case.read_text().replace("It is slow.", "It is much too slow."))
    assert asked(server, f"{path}version")[1] != before
    assert "It is much too slow." in asked(server, path)[1]
    case.write_text(case.read_text().replace("source: i2", "source: nobody"))
    assert "The files have errors" in asked(server, path)[1]


def test_only_who_was_told_may_ask(server: Server) -> None:
    """Another token, another name of the machine, another path and another method get nothing."""
    path = urlsplit(server.address).path
    assert asked(server, "/")[0] == 404
    assert asked(server, f"/{'x' * 32}/")[0] == 404
    assert asked(server, f"{path}../cases/anna.yaml")[0] == 404
    assert asked(server, path, Host="evil.example")[0] == 404
    assert asked(server, path, "POST")[0] == 501
    assert asked(server, path, Host=f"localhost:{server.server_port}")[0] == 200


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    """The address is the loopback one, and has a token."""
    assert server.server_address[0] == "127.0.0.1"
    assert len(server.token) >= 32


def test_a_call_that_is_wrong_serves_nothing(wards: Path) -> None:
    """What is wrong with the call is said, and the call ends."""
    with inside(wards):
        done = subprocess.run(
            [sys.executable, "-m", "casecode", "serve", "ana"], capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 2
    assert 'did you mean "anna"?' in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another thing there")
def test_ctrl_c_ends_it(wards: Path) -> None:
    """It says where it is, and one Ctrl-C ends it as it ends every call."""
    command = [sys.executable, "-m", "casecode", "serve", "anna"]
    with inside(wards), subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("http://127.0.0.1:")
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 130
        assert running.stderr is not None
        assert "Traceback" not in running.stderr.read()
