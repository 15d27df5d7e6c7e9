"""The HTTP service on loopback, for clients that speak HTTP themselves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


class _Quiet(uvicorn.Server):
    def install_signal_handlers(self) -> None:
        """Signals are the test run's."""


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address of an ASGI app, until the block ends."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="on")
    server = _Quiet(config)
    socket = config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        socket.close()
