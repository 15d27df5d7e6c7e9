"""The HTTP server, which on SIGTERM first says that it is not ready, then ends what it has begun, then closes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI

from service.stopping import Stopping


def tell_nobody(_: object) -> None:
    """Nobody has to know where this listens."""


class Listening(uvicorn.Server):
    """`notice` seconds pass between the first SIGTERM and the closing of the socket, for a load balancer to look away;
    `patience` is how long running requests may take to end after that."""

    def __init__(
        self,
        api: FastAPI,
        host: str,
        port: int,
        stopping: Stopping,
        *,
        notice: float = 0.0,
        patience: float = 30.0,
        announce: Callable[[int], None] = tell_nobody,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                api,
                host=host,
                port=port,
                log_config=None,
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=max(1, round(patience)),
            )
        )
        self._stopping, self._notice, self._announce = stopping, notice, announce

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce(self.servers[0].sockets[0].getsockname()[1])

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first SIGTERM gives notice; Ctrl-C, or a second signal, closes at once."""
        first = not self._stopping.asked
        self._stopping.ask()
        if sig == signal.SIGTERM and first and self._notice > 0:
            timer = threading.Timer(self._notice, self._close)
            timer.daemon = True
            timer.start()
        elif sig == signal.SIGTERM:
            self._close()  # and go on to the end, rather than die of the signal once the server has closed
        else:
            super().handle_exit(sig, frame)

    def _close(self) -> None:
        self.should_exit = True
