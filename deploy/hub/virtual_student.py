"""A student at a hub, without a browser: logs in, starts the server, runs a lecture, moves a slider.

It speaks what a browser speaks: forms with their XSRF token, cookies, and the kernel's messages over a
websocket through the proxy.
"""

import asyncio
import json
import re
import time
import uuid

import aiohttp
from yarl import URL

SHOWN = "application/vnd.jupyter.widget-view+json"


class Student:
    """One student, who is logged in while this is entered as a context.

    Parameters
    ----------
    url : str
        Of the hub, for example http://127.0.0.1:8000.
    name, password : str
    seconds : float
        Longest wait for anything.
    """

    def __init__(self, url, name, password, seconds=120):
        self.url, self.name, self.password, self.seconds = url.rstrip("/"), name, password, seconds
        self.base = f"{self.url}/user/{name}"
        self.models, self.messages = {}, asyncio.Queue()
        self.session = self.kernel = self.socket = self.reader = None

    async def __aenter__(self):
        jar = aiohttp.CookieJar(unsafe=True)  # unsafe: a host that is an address has cookies too
        self.session = aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(self.seconds))
        return self

    async def __aexit__(self, *error):
        if self.socket:
            await self.socket.close()
            await self.reader
        if self.session:
            await self.session.close()

    async def page(self, path):
        """Status and text of a page."""
        async with self.session.get(self.url + path) as answer:
            return answer.status, await answer.text()

    async def ask(self, method, path, expected=(200, 201, 204), **options):
        """Ask the student's own server's API; return what it says."""
        async with self.session.get(f"{self.base}/lab") as answer:  # sets the token that goes with each request
            token = answer.cookies.get("_xsrf")
        cookies = self.session.cookie_jar.filter_cookies(URL(f"{self.base}/"))
        headers = {"X-XSRFToken": (token or cookies["_xsrf"]).value}
        async with self.session.request(method, self.base + path, headers=headers, **options) as answer:
            text = await answer.text()
            if answer.status not in expected:
                raise ConnectionError(f"{self.name}: {method} {path} gave {answer.status}: {text[:300]}")
            return json.loads(text) if text else None

    async def log_in(self):
        """Log in by the form; raises ConnectionError where the hub refuses."""
        _, form = await self.page("/hub/login")
        found = re.search(r'name="_xsrf" value="([^"]+)"', form)
        if not found:
            raise ConnectionError(f"{self.name}: no form to log in with")
        fields = {"username": self.name, "password": self.password, "_xsrf": found[1]}
        async with self.session.post(f"{self.url}/hub/login?next=/hub/home", data=fields) as answer:
            if answer.status != 200 or "/hub/login" in str(answer.url):
                raise ConnectionError(f"{self.name} is not let in: {answer.status}")

    async def start_server(self):
        """Start the server, and wait until its first page is there; the seconds it took."""
        start = time.perf_counter()
        async with self.session.get(f"{self.url}/hub/spawn") as answer:
            await answer.read()
        while time.perf_counter() - start < self.seconds:
            async with self.session.get(f"{self.base}/lab/tree/01_concatenation.ipynb") as answer:
                page = await answer.text()
                if answer.status == 200 and "jupyter-config-data" in page:
                    return time.perf_counter() - start
                if answer.status >= 500:
                    raise ConnectionError(f"{self.name}: the server does not start: {answer.status}")
            await asyncio.sleep(0.5)
        raise TimeoutError(f"{self.name}: no server after {self.seconds} s")

    async def open(self, lecture):
        """Open a lecture with a kernel of its own, and the websocket to it; return its code cells."""
        held = await self.ask("GET", f"/api/contents/{lecture}?content=1")
        session = {"name": lecture, "path": lecture, "type": "notebook", "kernel": {"name": "python3"}}
        self.kernel = (await self.ask("POST", "/api/sessions", json=session))["kernel"]["id"]
        self.client = uuid.uuid4().hex
        address = f"{self.base}/api/kernels/{self.kernel}/channels?session_id={self.client}"
        self.socket = await self.session.ws_connect(address, max_msg_size=0)
        self.messages = asyncio.Queue()
        self.reader = asyncio.create_task(self._read())
        return [cell["source"] for cell in held["content"]["cells"] if cell["cell_type"] == "code"]

    async def _send(self, channel, kind, content):
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": self.name, "session": self.client}
        header |= {"version": "5.3", "date": ""}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel}
        await self.socket.send_str(json.dumps(message | {"buffers": []}))
        return header["msg_id"]

    async def receive(self):
        """The next message of the kernel, and when it came."""
        message, came = await asyncio.wait_for(self.messages.get(), self.seconds)
        if isinstance(message, Exception):
            raise message
        self._note(message)
        return message, came

    async def _read(self):
        """Take what comes in as it comes: a page answers the server's pings, also while it waits."""
        async for frame in self.socket:
            if frame.type is aiohttp.WSMsgType.TEXT:
                text = frame.data
            else:  # a message with buffers: their count and offsets, then its JSON
                count = int.from_bytes(frame.data[:4], "big")
                starts = [int.from_bytes(frame.data[4 * n : 4 * n + 4], "big") for n in range(1, count + 1)]
                text = frame.data[starts[0] : starts[1] if count > 1 else None]
            self.messages.put_nowait((json.loads(text), time.perf_counter()))
        ended = ConnectionError(f"{self.name}: the websocket ended with {self.socket.close_code}")
        self.messages.put_nowait((ended, time.perf_counter()))

    def _note(self, message):
        """Keep the state of every widget, as a page would."""
        content = message["content"]
        if message["msg_type"] == "comm_open":
            self.models[content["comm_id"]] = dict(content["data"].get("state", {}))
        elif message["msg_type"] == "comm_msg" and content["data"].get("method") == "update":
            self.models.setdefault(content["comm_id"], {}).update(content["data"]["state"])

    async def request(self, source):
        """Ask for a cell to be run; return the id of what was sent."""
        wanted = {"code": source, "silent": False, "store_history": True, "stop_on_error": False}
        return await self._send("shell", "execute_request", wanted)

    async def run(self, source):
        """Run a cell; return the data of its outputs. Raises RuntimeError where it fails."""
        sent = await self.request(source)
        outputs, error, replied, idle = [], None, False, False
        while not (replied and idle):
            message, _ = await self.receive()
            if message["parent_header"].get("msg_id") != sent:
                continue
            content, kind = message["content"], message["msg_type"]
            if kind == "error":
                error = f"{content['ename']}: {content['evalue']}"
            outputs += [content["data"]] if kind in ("display_data", "execute_result") else []
            outputs += [{"text/plain": content["text"]}] if kind == "stream" else []
            replied |= kind == "execute_reply"
            idle |= kind == "status" and content["execution_state"] == "idle"
        if error:
            raise RuntimeError(f"{self.name}: {error}")
        return outputs

    def explorer(self, outputs):
        """Of the explorer in `outputs`: the id of its first slider and of its picture."""
        root = next(data[SHOWN]["model_id"] for data in outputs if SHOWN in data)
        inside = list(self._inside(root))
        sliders = [model for model in inside if self.models[model].get("_model_name") == "IntSliderModel"]
        pictures = [model for model in inside if "<svg" in str(self.models[model].get("value", ""))]
        return sliders[0], pictures[0]

    def _inside(self, model):
        yield model
        for child in self.models[model].get("children", ()):
            yield from self._inside(child.removeprefix("IPY_MODEL_"))

    async def move(self, slider, picture, value):
        """Move the slider to `value`; seconds from the message to the one with a new picture."""
        before, start = self.models[picture]["value"], time.perf_counter()
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        sent = await self._send("shell", "comm_msg", {"comm_id": slider, "data": data})
        took, idle = None, False
        while took is None or not idle:
            message, came = await self.receive()
            if took is None and self.models[picture]["value"] != before:
                took = came - start
            if message["parent_header"].get("msg_id") == sent and message["msg_type"] == "status":
                idle |= message["content"]["execution_state"] == "idle"
                if idle and took is None:
                    raise RuntimeError(f"{self.name}: the slider went to {value}, and the picture stayed")
        return took
