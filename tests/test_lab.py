"""`make lab`: which page it opens, and that root starts it for this machine only."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rnnlab import lab

FIRST = "/lab/tree/01_concatenation.ipynb"
COMMAND = [sys.executable, "-m", "rnnlab.lab", "--no-browser"]
NETWORK = ["0.0.0.0", "*", "", "::", "192.168.0.1", "::ffff:10.0.0.1", "127.1", socket.gethostname(), "example.org"]


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """A home of its own: nobody's configuration is read, and nothing is written to it."""
    for name in [name for name in os.environ if name.startswith("JUPYTER")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def as_root(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)


class ReadEverything(Exception):
    """All options and configuration files have been read, and nothing listens yet."""


@pytest.fixture
def read(monkeypatch):
    """A server that has read these words; in this process it goes no further: it would take over signals and ports."""

    def stop(server):
        raise ReadEverything

    def read(*words):
        server = lab.Server()
        with pytest.raises(ReadEverything):
            server.initialize(list(words), find_extensions=False)
        return server

    monkeypatch.setattr(lab.ServerApp, "init_configurables", stop)
    monkeypatch.setattr(lab.ServerApp, "init_logging", lambda server: None)
    return read


# ---- the page ----


def test_without_a_path_the_first_lecture_is_opened():
    assert lab.place_of() == (lab.NOTEBOOKS, FIRST)
    assert lab.place_of(folder=str(lab.NOTEBOOKS)) == (lab.NOTEBOOKS, FIRST)
    assert FIRST.endswith(min(path.name for path in lab.NOTEBOOKS.glob("*.ipynb")))


def test_a_lecture_that_is_named_is_opened_with_all_of_them_beside_it():
    name = max(path.name for path in lab.NOTEBOOKS.glob("*.ipynb"))
    assert lab.place_of(str(lab.NOTEBOOKS / name)) == (lab.NOTEBOOKS, f"/lab/tree/{name}")


def test_what_stands_elsewhere_is_opened_there(tmp_path, monkeypatch):
    assert lab.place_of(folder=str(tmp_path)) == (tmp_path, "/lab")
    page = (tmp_path, "/lab/tree/in%20it/my%3Fown.ipynb")
    assert lab.place_of(str(tmp_path / "in it" / "my?own.ipynb"), str(tmp_path)) == page
    assert lab.place_of(str(tmp_path / "own.ipynb")) == (tmp_path, "/lab/tree/own.ipynb")
    monkeypatch.chdir(tmp_path)
    assert lab.place_of("own.ipynb") == (tmp_path, "/lab/tree/own.ipynb")


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    ("words", "folder", "address"),
    [
        ([], lab.NOTEBOOKS, FIRST),
        (["--port=8888", "--no-browser"], lab.NOTEBOOKS, FIRST),
        (["{there}"], "{there}", "/lab"),
        (["--ip", "127.0.0.1", "{there}/a.ipynb", "--port=8888"], "{there}", "/lab/tree/a.ipynb"),
        (["--ServerApp.root_dir={there}"], "{there}", "/lab"),
        (["--LabApp.default_url=/lab/tree/b"], lab.NOTEBOOKS, "/lab/tree/b"),
    ],
)
def test_the_command_line_says_where(tmp_path, words, folder, address):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.ipynb").touch()
    server = lab.Server()
    server.parse_command_line([word.format(there=tmp_path / "there") for word in words])
    assert Path(server.root_dir) == Path(str(folder).format(there=tmp_path / "there"))
    assert server.file_to_run == ""
    assert server.config.LabApp.default_url == address


# ---- the machine ----


@pytest.mark.parametrize("ip", ["localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_what_is_heard_on_this_machine_only(ip):
    assert lab.is_this_machine(ip)


@pytest.mark.parametrize("ip", NETWORK)
def test_what_is_heard_elsewhere(ip):
    assert not lab.is_this_machine(ip)


@pytest.mark.usefixtures("at_home", "as_root")
@pytest.mark.parametrize("ip", NETWORK)
@pytest.mark.parametrize("option", ["--ip={}", "--ip {}", "--ServerApp.ip={}", "--allow-root --ip={}"])
def test_root_is_refused_a_network_in_one_line(option, ip, read, capsys):
    with pytest.raises(SystemExit) as ended:
        read(*(word.format(ip) for word in option.split()))
    assert ended.value.code == 1
    said = capsys.readouterr().err.splitlines()
    assert (
        said[-1]
        == f"Not started: as root, JupyterLab is for this machine only, not for the address {ip or '*'} (--ip)."
    )
    assert "Running as root" not in "".join(said)


@pytest.mark.usefixtures("as_root")
def test_root_is_refused_a_network_that_a_configuration_asks_for(at_home, read, capsys):
    (at_home / ".jupyter").mkdir()
    (at_home / ".jupyter" / "jupyter_server_config.py").write_text("c.ServerApp.ip = '0.0.0.0'\n")
    with pytest.raises(SystemExit):
        read()
    assert "not for the address 0.0.0.0" in capsys.readouterr().err


@pytest.mark.usefixtures("at_home", "as_root")
@pytest.mark.parametrize(("words", "ip"), [([], "127.0.0.1"), (["--ip=localhost"], "127.0.0.1"), (["--ip=::1"], "::1")])
def test_root_is_told_that_it_is_for_this_machine_only(words, ip, read, capsys):
    server = read(*words)
    assert (server.allow_root, server.ip) == (True, ip)
    assert capsys.readouterr().err.count("Running as root: JupyterLab is started for this machine only") == 1


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("ip", ["0.0.0.0", "127.0.0.1"])
def test_somebody_else_decides_himself_and_is_told_nothing(ip, read, monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    server = read(f"--ip={ip}")
    assert (server.allow_root, server.ip) == (False, ip)
    assert "as root" not in capsys.readouterr().err


# ---- the command ----


def answers(address):
    """Whether somebody listens there: the address is said a moment before."""
    host, port = urlsplit(address).hostname, urlsplit(address).port
    with socket.socket() as trial:
        return trial.connect_ex((host, port)) == 0


def test_it_starts_says_where_it_leads_and_leaves_nothing(at_home):
    with (at_home / "log").open("w") as log:
        process = subprocess.Popen(COMMAND, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        deadline, addresses = time.monotonic() + 60, []
        while not (addresses and answers(addresses[0])) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
            addresses = re.findall(rf"\S+{FIRST}\?token=\S+", (at_home / "log").read_text())
        said = (at_home / "log").read_text()
        assert addresses, said
        with urllib.request.urlopen(addresses[0], timeout=30) as page:
            assert "JupyterLab" in page.read().decode()
            assert page.url.partition("?")[0].endswith(FIRST)
        root = addresses[0].partition("/lab/")[0]
        with urllib.request.urlopen(addresses[0].replace(FIRST, "/"), timeout=30) as page:
            assert page.url.startswith(root + FIRST), "what stands at / is not the first lecture"
        assert said.count("Running as root") == (getattr(os, "geteuid", lambda: 1)() == 0)
        assert "rnnlab.server | extension was successfully loaded" in said
    finally:
        process.terminate()
        assert process.wait(30) == 0
    assert list(at_home.glob("rnnlab-*")) == []


def test_root_is_refused_an_old_name_of_the_option_too(at_home):
    """JupyterLab hands NotebookApp's options on to the server."""
    as_root = "import os, sys; os.geteuid = lambda: 0; sys.modules['rfc3987_syntax'] = None; "  # as in conftest.py
    as_root += "from rnnlab import lab; lab.main(sys.argv[1:])"
    command = [sys.executable, "-c", as_root, "--no-browser", "--NotebookApp.ip=0.0.0.0"]
    done = subprocess.run(command, cwd=at_home, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "not for the address 0.0.0.0" in done.stderr
