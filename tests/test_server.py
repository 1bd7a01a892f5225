"""The server setting: TCP_NODELAY where it can be switched on, and nothing changed where it cannot."""

import logging
from types import SimpleNamespace

import pytest

from rnnlab import server

LOG = logging.getLogger("test_server")


class Handler:
    nodelay = False

    def set_nodelay(self, value):
        self.nodelay = value


class Connection:
    def __init__(self, handler):
        self.websocket_handler = handler

    def connect(self):
        return "connected"


def load(settings):
    server._load_jupyter_server_extension(SimpleNamespace(web_app=SimpleNamespace(settings=settings), log=LOG))
    return settings


def test_the_extension_point_names_a_module_that_loads():
    (point,) = server._jupyter_server_extension_points()
    assert point == {"module": server.__name__}


def test_a_connection_switches_nodelay_on_and_then_connects():
    made = load({server.SETTING: Connection})[server.SETTING]
    handler = Handler()
    assert issubclass(made, Connection)
    assert made(handler).connect() == "connected"
    assert handler.nodelay is True


@pytest.mark.parametrize("handler", [None, object()], ids=["no handler", "a handler that cannot"])
def test_a_connection_without_such_a_handler_still_connects(handler):
    assert server.without_delay(Connection)(handler).connect() == "connected"


@pytest.mark.parametrize(
    "settings",
    [{}, {server.SETTING: None}, {server.SETTING: "a.dotted.Name"}, {server.SETTING: object}],
    ids=["missing", "none", "text", "no connect"],
)
def test_a_server_that_is_not_known_is_left_as_it_was(settings, caplog):
    before = dict(settings)
    with caplog.at_level(logging.WARNING):
        load(settings)
    assert settings == before
    assert len(caplog.records) == 1
    assert server.SETTING in caplog.text


def test_the_class_of_this_jupyter_server_is_known():
    from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

    made = load({server.SETTING: ZMQChannelsWebsocketConnection})[server.SETTING]
    assert issubclass(made, ZMQChannelsWebsocketConnection)
    assert made is not ZMQChannelsWebsocketConnection
