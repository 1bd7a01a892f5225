"""A JupyterLab whose pictures follow the slider: no waiting on the kernel's websocket.

Operating systems collect small packets before they send them (Nagle's algorithm), and the browser's
side waits a little before it acknowledges one. Together they hold a picture back while a slider is
dragged: of a burst of pictures, only every second one is seen. TCP_NODELAY sends each at once.

This is a Jupyter server extension, which `make lab` switches on. It puts a subclass in the place of
the server's class for kernel connections. Where a server has no such class, or another kind of it,
one line in the log says so and everything stays as it was.
"""

SETTING = "kernel_websocket_connection_class"


def _jupyter_server_extension_points():
    return [{"module": "rnnlab.server"}]


def _load_jupyter_server_extension(serverapp):
    settings = serverapp.web_app.settings
    connection = settings.get(SETTING)
    if not isinstance(connection, type) or not callable(getattr(connection, "connect", None)):
        serverapp.log.warning("rnnlab: this server has no %s that we know; TCP_NODELAY is left off", SETTING)
        return
    settings[SETTING] = without_delay(connection)


def without_delay(connection):
    """Subclass the kernel connection class `connection` so that its websocket sends at once."""

    class WithoutDelay(connection):
        def connect(self):
            set_nodelay = getattr(getattr(self, "websocket_handler", None), "set_nodelay", None)
            if callable(set_nodelay):
                set_nodelay(True)
            return super().connect()

    return WithoutDelay
