"""A hub runs with two students, who are Unix users while it does: each sentence of docs/security.md about it.

It needs root, JupyterHub and its proxy (the extra `hub`, make .venv-hub/.hub) and control groups.
"""

import asyncio
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("jupyterhub", reason="the extra `hub` is not installed: make .venv-hub/.hub")
psutil = pytest.importorskip("psutil")
if sys.platform != "linux" or os.geteuid() != 0:
    pytest.skip("only root on Linux can start servers as their students", allow_module_level=True)
if not (Path(sys.prefix) / "node_modules" / ".bin" / "configurable-http-proxy").exists():
    pytest.skip("configurable-http-proxy is not installed: make .venv-hub/.hub", allow_module_level=True)

import start  # noqa: E402
from cgroups import Cgroup, prepare  # noqa: E402
from trial import TrialHub  # noqa: E402
from virtual_student import Student  # noqa: E402

try:
    prepare()
except PermissionError as error:
    pytest.skip(str(error), allow_module_level=True)
if closed := start.closed_to_students([Path(sys.prefix), Path(sys.base_prefix), start.HERE]):
    pytest.skip(f"other Unix users cannot enter {closed}", allow_module_level=True)

ADA, EVE = "rnnlab-ada", "rnnlab-eve"
LIMITS = ["--StudentSpawner.mem_limit=600M", "--StudentSpawner.cpu_limit=0.5", "--StudentSpawner.max_processes=150"]


class Class:
    """Two students with a server and a kernel each, in an event loop that the tests share."""

    def __init__(self, hub):
        self.hub, self.loop = hub, asyncio.new_event_loop()
        self.students = {name: Student(hub.url, name, hub.passwords[name]) for name in (ADA, EVE)}

    def do(self, what):
        return self.loop.run_until_complete(what)

    def open(self):
        """Both log in and open the first lecture, at once."""

        async def steps(student):
            await student.__aenter__()
            await student.log_in()
            await student.start_server()
            await student.open("01_concatenation.ipynb")

        async def both():
            await asyncio.gather(*map(steps, self.students.values()))

        self.do(both())

    def run(self, name, source):
        """What a cell prints in the kernel of a student."""
        return "".join(output["text/plain"] for output in self.do(self.students[name].run(source)))

    def refused(self, name, source):
        """Whether a cell of that student is refused by the operating system."""
        try:
            self.run(name, source)
        except RuntimeError as error:
            return "PermissionError" in str(error)
        return False

    def close(self):
        for student in self.students.values():
            self.do(student.__aexit__())
        self.loop.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    with TrialHub(tmp_path_factory.mktemp("hub"), [ADA, EVE], LIMITS) as hub:
        room = Class(hub)
        try:
            room.open()
            yield room
        finally:
            room.close()


def pids_of(name):
    return Cgroup(name, own=f"/proc/{hub_pid()}/cgroup").processes()


def hub_pid():
    return next(p.pid for p in psutil.Process().children() if "start.py" in " ".join(p.cmdline()))


def server_of(name):
    return next(p for p in map(psutil.Process, pids_of(name)) if "jupyterhub.singleuser" in p.cmdline())


def ports_of(process):
    """The ports at which a process listens."""
    return [c.laddr.port for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN]


# ---- who runs as whom ----


def test_server_and_kernel_run_as_the_student_and_nothing_of_it_as_root(room):
    assert room.run(ADA, "import getpass, os; print(getpass.getuser(), os.getcwd())").split() == [
        ADA,
        f"/home/{ADA}/rnnlab",
    ]
    assert {psutil.Process(pid).username() for pid in pids_of(ADA)} == {ADA}
    assert room.run(ADA, "print(open('/proc/self/status').read().count('CapEff:\\t0000000000000000'))") == "1\n"


# ---- files ----


@pytest.mark.parametrize(
    "source",
    [
        f"open('/home/{ADA}/rnnlab/01_concatenation.ipynb')",
        f"import os; os.listdir('/home/{ADA}')",
        f"open('/home/{ADA}/.rnnlab-server.log')",
        f"open('/home/{ADA}/rnnlab/note', 'w')",
        "open('/proc/{server}/environ')",
        "import os; os.listdir('{private}/" + ADA + "')",
        "import os; os.listdir('{private}')",
        "import os; os.listdir('{state}')",
        "open('{log}', 'a')",
        "import os, signal; os.kill({server}, signal.SIGTERM)",
    ],
)
def test_no_student_reads_or_writes_or_ends_what_is_anothers(room, source):
    hub = room.hub
    words = {"server": server_of(ADA).pid, "private": hub.private, "state": hub.folder / "state", "log": hub.log}
    for word, value in words.items():
        source = source.replace("{" + word + "}", str(value))
    assert room.refused(EVE, source)
    assert Path(hub.folder / "state").stat().st_mode & 0o077 == 0


# ---- servers and kernels, by the door ----


@pytest.mark.parametrize("path", ["/lab", "/api/kernels", "/api/contents/01_concatenation.ipynb", "/api/terminals"])
def test_a_students_door_is_closed_to_another_student_who_is_logged_in(room, path):
    async def knock():
        async with room.students[EVE].session.get(f"{room.hub.url}/user/{ADA}{path}") as answer:
            return answer.status, await answer.text()

    status, text = room.do(knock())
    assert status in (403, 404), text[:300]
    assert "cells" not in text
    assert "kernel" not in text.lower().replace("/api/kernels", "")


def test_a_kernels_websocket_is_closed_to_another_student(room):
    kernel = room.students[ADA].kernel
    address = f"{room.hub.url}/user/{ADA}/api/kernels/{kernel}/channels"

    async def knock():
        async with room.students[EVE].session.ws_connect(address) as socket:
            return await socket.receive(timeout=10)

    with pytest.raises(Exception, match="403"):
        room.do(knock())


def test_the_token_in_a_students_own_kernel_opens_no_others_door(room):
    token = room.run(EVE, "import os; print(os.environ['JUPYTERHUB_API_TOKEN'])").strip()
    headers = {"Authorization": f"token {token}"}

    async def status(path, method="GET"):
        async with room.students[EVE].session.request(method, room.hub.url + path, headers=headers) as answer:
            return answer.status

    assert room.do(status(f"/user/{EVE}/api/kernels")) == 200
    assert room.do(status(f"/user/{ADA}/api/kernels")) == 403
    assert room.do(status(f"/hub/api/users/{ADA}")) in (403, 404)
    assert room.do(status(f"/hub/api/users/{ADA}/server", "DELETE")) in (403, 404)
    assert room.do(status("/hub/api/users")) == 403


# ---- and by the port ----


def test_a_server_listens_at_one_port_and_a_kernels_messages_pass_by_none(room):
    assert len(ports_of(server_of(ADA))) == 1
    connection = json.loads(room.run(ADA, "from ipykernel.connect import get_connection_info as i; print(i())"))
    assert connection["transport"] == "ipc"
    assert connection["ip"].startswith(f"{room.hub.private}/{ADA}/")


FORGED = """
import zmq
push = zmq.Context.instance().socket(zmq.PUSH)
push.connect("tcp://127.0.0.1:{port}")
push.send_multipart([b"0" * 16, b'["header", "stream", {{}}]', b"forged"])
print("sent")
"""


def test_the_one_port_of_a_kernel_is_for_the_output_of_its_own_children_and_takes_nobody_elses(room):
    """ipykernel opens it whatever the transport: it only receives, and only with a random number of the kernel's."""
    kernels = [p for p in map(psutil.Process, pids_of(ADA)) if "ipykernel_launcher" in p.cmdline()]
    assert len(kernels) == 1
    for port in ports_of(kernels[0]):
        assert room.run(EVE, FORGED.format(port=port)) == "sent\n"
    assert room.run(ADA, "import time; time.sleep(0.5); print('mine')") == "mine\n"


CALL = """
import ssl, socket
context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH)
context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
if {own}:
    context.load_cert_chain(os.environ["JUPYTERHUB_SSL_CERTFILE"], os.environ["JUPYTERHUB_SSL_KEYFILE"])
try:
    with context.wrap_socket(socket.create_connection(("127.0.0.1", {port}), 10)) as call:
        call.sendall(b"GET /user/{name}/api HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
        print("answered", call.recv(100))
except OSError as error:
    print("refused", type(error).__name__)
"""


@pytest.mark.parametrize("own", [False, True], ids=["without a certificate", "with the student's own certificate"])
def test_a_students_port_gives_another_student_no_answer(room, own):
    (port,) = ports_of(server_of(ADA))
    printed = room.run(EVE, "import os\n" + CALL.format(own=own, port=port, name=ADA))
    assert printed.startswith("refused"), printed


def test_a_students_port_does_not_speak_in_clear_text(room):
    (port,) = ports_of(server_of(ADA))
    with socket.create_connection(("127.0.0.1", port), 10) as call:
        call.sendall(f"GET /user/{ADA}/api HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        try:
            answer = call.recv(100)
        except ConnectionResetError:
            answer = b""
        assert b"HTTP" not in answer


@pytest.mark.parametrize("port", ["hub_port", "proxy_port"])
def test_the_hub_and_the_proxys_own_port_give_a_student_no_answer_either(room, port):
    printed = room.run(EVE, "import os\n" + CALL.format(own=False, port=getattr(room.hub, port), name=EVE))
    assert printed.startswith("refused"), printed


# ---- logging in ----


def log_in(room, name, password):
    async def steps():
        async with Student(room.hub.url, name, password, seconds=20) as student:
            await student.log_in()

    return room.do(steps())


def test_a_wrong_password_and_a_user_who_is_no_student_are_not_let_in(room):
    with pytest.raises(ConnectionError, match="not let in"):
        log_in(room, ADA, room.hub.passwords[EVE])
    name, password = "rnnlab-guest", "no-student-of-the-class"
    subprocess.run(["useradd", name], check=True)
    try:
        subprocess.run(["chpasswd"], input=f"{name}:{password}", text=True, check=True)
        with pytest.raises(ConnectionError, match="not let in"):
            log_in(room, name, password)
    finally:
        subprocess.run(["userdel", name], check=True)


def test_nobody_is_an_admin(room):
    assert room.do(room.students[ADA].page("/hub/admin"))[0] == 403
    database = room.hub.folder / "state" / "jupyterhub.sqlite"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        assert connection.execute("select count(*) from users where admin").fetchone() == (0,)


def test_a_form_and_a_request_without_their_token_are_refused(room):
    ada = room.students[ADA]

    async def status(url, **options):
        async with ada.session.post(url, **options) as answer:
            return answer.status

    fields = {"username": EVE, "password": room.hub.passwords[EVE]}
    assert room.do(status(f"{room.hub.url}/hub/login", data=fields)) == 403
    assert room.do(status(f"{ada.base}/api/terminals", json={})) == 403


# ---- secrets ----


def test_no_secret_is_in_a_log_or_on_a_command_line(room):
    secrets = {f"{name}'s password": room.hub.passwords[name] for name in (ADA, EVE)}
    for name in (ADA, EVE):
        secrets[f"{name}'s token"] = server_of(name).environ()["JUPYTERHUB_API_TOKEN"]
        for cookie in room.students[name].session.cookie_jar:
            if cookie.key != "jupyterhub-session-id":  # it lets nobody in, and JupyterHub's log names it
                secrets[f"{name}'s cookie {cookie.key} for {cookie['path']}"] = cookie.value
    hub = psutil.Process(hub_pid())
    proxy = next(p for p in hub.children() if "configurable-http-proxy" in " ".join(p.cmdline()))
    secrets["the proxy's token"] = proxy.environ()["CONFIGPROXY_AUTH_TOKEN"]
    culler = next(p for p in hub.children() if "jupyterhub_idle_culler" in p.cmdline())
    secrets["the culler's token"] = culler.environ()["JUPYTERHUB_API_TOKEN"]
    secrets["the cookies' secret"] = (room.hub.folder / "state" / "jupyterhub_cookie_secret").read_text().strip()
    assert len(secrets) > 10
    texts = {
        str(path): path.read_text()
        for path in [room.hub.log, *map(Path, map("/home/{}/.rnnlab-server.log".format, (ADA, EVE)))]
    }
    texts["command lines"] = "\n".join(" ".join(p.info["cmdline"] or ()) for p in psutil.process_iter(["cmdline"]))
    assert all(len(text) > 100 for text in texts.values())
    assert [(what, where) for what, value in secrets.items() for where, text in texts.items() if value in text] == []


def test_the_culler_may_see_who_is_active_and_stop_servers_and_nothing_else(room):
    culler = next(p for p in psutil.Process(hub_pid()).children() if "jupyterhub_idle_culler" in p.cmdline())
    headers = {"Authorization": f"token {culler.environ()['JUPYTERHUB_API_TOKEN']}"}

    async def status(method, path):
        async with room.students[EVE].session.request(method, room.hub.url + path, headers=headers) as answer:
            return answer.status

    assert room.do(status("GET", "/hub/api/users")) == 200
    assert room.do(status("POST", "/hub/api/users/rnnlab-new")) == 403
    assert room.do(status("POST", f"/hub/api/users/{ADA}/tokens")) == 403
    assert room.do(status("GET", f"/user/{ADA}/api/kernels")) == 403


# ---- limits ----


def test_one_students_busy_loops_take_half_a_processor_as_the_limit_says(room):
    loop = "subprocess.Popen([sys.executable, '-c', 'while True: pass'])"
    room.run(EVE, f"import subprocess, sys; jobs = [{loop} for _ in range(3)]")
    jobs = [p for p in map(psutil.Process, pids_of(EVE)) if "while True: pass" in p.cmdline()]
    assert len(jobs) == 3
    before, start_time = sum(sum(p.cpu_times()[:2]) for p in jobs), time.monotonic()
    time.sleep(3)
    used = (sum(sum(p.cpu_times()[:2]) for p in jobs) - before) / (time.monotonic() - start_time)
    room.run(EVE, "for job in jobs: job.kill()\n[job.wait() for job in jobs] and None")
    assert 0.1 < used < 0.65
    folder = Cgroup(EVE, own=f"/proc/{hub_pid()}/cgroup").folders["cpu"]
    assert int(re.search(r"nr_throttled (\d+)", (folder / "cpu.stat").read_text())[1]) > 0


MANY = """
import subprocess
jobs = []
try:
    for _ in range(200):
        jobs.append(subprocess.Popen(["sleep", "60"]))
except BlockingIOError:
    pass
print(len(jobs))
for job in jobs:
    job.kill()
"""


def test_no_more_processes_than_the_limit_and_the_server_still_answers(room):
    assert 20 < int(room.run(EVE, MANY)) < 150
    assert room.do(room.students[EVE].ask("GET", "/api/status"))["kernels"] == 1


def test_a_kernel_that_takes_too_much_memory_ends_and_its_server_and_other_students_go_on(room):
    eve = room.students[EVE]
    server = server_of(EVE).pid

    async def greedy():
        await eve.request("x = bytearray(2**30); x[::4096] = b'1' * 2**18")
        for _ in range(200):
            message, _ = await eve.receive()
            if message["msg_type"] == "status" and message["content"]["execution_state"] in ("restarting", "dead"):
                return True
        return False

    assert room.do(asyncio.wait_for(greedy(), 60))
    assert server_of(EVE).pid == server
    assert room.do(eve.ask("GET", "/api/status"))["kernels"] == 1
    assert room.run(ADA, "print(1 + 1)") == "2\n"


# ---- the lectures, and the end of a server ----


def test_a_server_that_stops_leaves_no_process_and_a_lecture_with_my_changes_stays(room):
    ada = room.students[ADA]
    lecture = Path(f"/home/{ADA}/rnnlab/01_concatenation.ipynb")
    mine = json.loads(lecture.read_text())
    mine["metadata"]["mine"] = True
    lecture.write_text(json.dumps(mine))
    Path(f"/home/{ADA}/rnnlab/02_formula_equivalence.ipynb").unlink()
    room.run(ADA, "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True) and None")
    before = set(pids_of(ADA))

    async def stop_and_start():
        await ada.socket.close()
        token = re.search(r'data-xsrf|xsrf_token: "([^"]+)"', (await ada.page("/hub/home"))[1])[1]
        url = f"{ada.url}/hub/api/users/{ADA}/server"
        async with ada.session.delete(url, headers={"X-XSRFToken": token, "Referer": f"{ada.url}/hub/home"}) as answer:
            assert answer.status in (202, 204), await answer.text()
        for _ in range(150):
            if not any(map(psutil.pid_exists, before)):
                break
            await asyncio.sleep(0.2)
        left = [pid for pid in before if psutil.pid_exists(pid)]
        await asyncio.sleep(1)
        await ada.start_server()
        await ada.open("01_concatenation.ipynb")
        return left

    assert room.do(stop_and_start()) == []
    assert json.loads(lecture.read_text())["metadata"]["mine"] is True
    assert Path(f"/home/{ADA}/rnnlab/02_formula_equivalence.ipynb").exists()


def test_an_idle_server_is_ended(tmp_path):
    config = tmp_path / "quick.py"
    config.write_text(
        f"load_subconfig({str(start.HERE / 'jupyterhub_config.py')!r})\n"
        "command = c.JupyterHub.services[0]['command']\n"
        "quick = {'--timeout=3600': '--timeout=12', '--cull-every=300': '--cull-every=1'}\n"
        "assert set(quick) <= set(command)\n"
        "c.JupyterHub.services[0]['command'] = [quick.get(word, word) for word in command]\n"
    )
    name = "rnnlab-idle"
    with TrialHub(tmp_path, [name], [f"--config={config}"]) as hub:

        async def steps():
            async with Student(hub.url, name, hub.passwords[name]) as student:
                await student.log_in()
                await student.start_server()

        asyncio.run(steps())
        there = pids_of(name)
        end = time.monotonic() + 40
        while pids_of(name) and time.monotonic() < end:
            time.sleep(0.2)
        assert there
        assert pids_of(name) == []
        assert "Culling server" in hub.log.read_text()


# ---- what is refused before anything starts ----


def refusal(*options, user=None, script=start.HERE / "start.py"):
    done = subprocess.run(
        [sys.executable, script, *options], capture_output=True, text=True, user=user, timeout=60, check=False
    )
    assert done.returncode != 0
    return done.stderr


def test_the_hub_does_not_start_where_passwords_would_cross_a_network_in_clear_text(monkeypatch, tmp_path):
    monkeypatch.setenv("RNNLAB_HUB_STATE", str(tmp_path / "state"))
    assert "clear text" in refusal("--ip=0.0.0.0", "--port=0")


def test_the_hub_does_not_start_without_root():
    assert "only root" in refusal(user="nobody")


def test_a_folder_that_students_cannot_enter_is_named(tmp_path):
    (tmp_path / "closed").mkdir(mode=0o700)
    (tmp_path / "closed" / "open").mkdir()
    tmp_path.chmod(0o755)
    assert start.closed_to_students([tmp_path / "closed" / "open"]) in [*tmp_path.parents, tmp_path / "closed"]
