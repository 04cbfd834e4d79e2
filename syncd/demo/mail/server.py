"""A real IMAP server on loopback (pymap, in memory), in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from argparse import Namespace
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

try:
    from proxyprotocol.reader import ProxyProtocolReader
    from pymap.backend.dict import Config, Login
    from pymap.imap import IMAPServer
    from pymap.parsing.message import AppendMessage
    from pymap.parsing.specials.flag import Flag
    from pymap.user import Passwords, UserMetadata
    from pysasl.hashing import BuiltinHash
except ImportError as error:
    raise ImportError(
        "The demo world needs an IMAP server that is not installed. Install it with: pip install 'syncd[demo]'",
        name=error.name,
    ) from error

T = TypeVar("T")
START_TIMEOUT_S = 10.0
CALL_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Delivered:
    """A letter as it lies in a folder."""

    user: str
    folder: str
    raw: bytes
    internal_date: datetime
    flags: frozenset[str] = frozenset()


class _Loopback(Config):
    """Plain passwords without TLS, and no name looked up: everything stays on this machine."""

    @property
    def greeting(self) -> bytes:
        return b"Server ready localhost"


class ImapServer:
    """Mailboxes by user name. Folders appear when the first letter lies in them, or with `add_folder`."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="demo-imap", daemon=True)
        self._ready = threading.Event()
        self._stopped: asyncio.Event | None = None
        self._failure: BaseException | None = None
        self._login: Any = None
        self._folders: set[tuple[str, str]] = set()
        self.port = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        self._thread.start()
        if not self._ready.wait(START_TIMEOUT_S):
            raise TimeoutError("the demo's IMAP server did not start")
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """Hang up on everybody; stopping twice is harmless."""
        if self._thread.is_alive() and self._stopped is not None:
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join()

    def add_user(self, user: str, password: str, folders: tuple[str, ...] = ()) -> None:
        """A mailbox with its folders beside INBOX."""
        self._call(self._add_user(user, password, folders))

    def deliver(self, letter: Delivered) -> None:
        """Put a letter into a folder, as if it had come at its internal date."""
        self._call(self._deliver(letter))

    def flags(self, user: str, folder: str) -> list[tuple[int, frozenset[str]]]:
        """UIDs and flags as they stand, so that a test can see that nothing was touched."""
        return self._call(self._flags(user, folder))

    def _call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(CALL_TIMEOUT_S)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except OSError as error:
            self._failure = error
            self._ready.set()
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._stopped = asyncio.Event()
        config = _config()
        config.apply_context()
        self._login = Login(config)
        imap = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(self._login, config))
        server = await asyncio.start_server(imap, host="127.0.0.1", port=0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        server.close()
        await self._hang_up()

    async def _hang_up(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _add_user(self, user: str, password: str, folders: tuple[str, ...]) -> None:
        config = self._login.config
        hashed = await Passwords(config).hash_password(password)
        self._login.users_dict[user] = UserMetadata(config, user, password=hashed)
        for folder in folders:
            await self._add_folder(user, folder)

    async def _add_folder(self, user: str, folder: str) -> None:
        if folder != "INBOX" and (user, folder) not in self._folders:
            await (await self._boxes(user)).add_mailbox(folder)
            self._folders.add((user, folder))

    async def _boxes(self, user: str) -> Any:
        """The user's folders; opening a session makes them."""
        identity = await self._login.authorize(_Itself(user), user)
        async with identity.new_session() as session:
            return session.mailbox_set

    async def _deliver(self, letter: Delivered) -> None:
        await self._add_folder(letter.user, letter.folder)
        box = await (await self._boxes(letter.user)).get_mailbox(letter.folder)
        flags = frozenset(Flag(flag.encode()) for flag in letter.flags)
        await box.append(AppendMessage(letter.raw, letter.internal_date, flags), recent=True)

    async def _flags(self, user: str, folder: str) -> list[tuple[int, frozenset[str]]]:
        box = await (await self._boxes(user)).get_mailbox(folder)
        return [(m.uid, frozenset(str(f) for f in m.permanent_flags)) async for m in box.messages()]


@dataclass(frozen=True, slots=True)
class _Itself:
    """An identity that may open its own mailbox."""

    name: str
    roles: frozenset[str] = frozenset()


def _config() -> Any:
    args = Namespace(passlib_cfg=None, proxy_protocol=None)
    return _Loopback(
        args,
        host="127.0.0.1",
        port=0,
        tls_enabled=False,
        reject_dnsbl=False,
        invalid_user_sleep=0.0,
        hash_context=BuiltinHash(rounds=1),
        demo_data=False,
        demo_user="",
        demo_password="",
    )
