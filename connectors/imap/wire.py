"""The socket: verified TLS, time-outs on every wait, a deadline for a whole exchange, and deflate (RFC 4978)."""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import time
import zlib

CONNECT_TIMEOUT_S = 20.0
RECEIVE_BYTES = 1 << 18
MAX_LINE_BYTES = 16 << 20  # a SEARCH answer of two million uids; more is not an answer


class Wire:
    """One connection's bytes. Owned by one thread; only `abort` may be called from another.

    A socket's time-out starts anew with each byte that arrives, so a dribbling server would never be given up:
    `deadline` (monotonic seconds) bounds the exchange as a whole.
    """

    def __init__(self, host: str, port: int, *, read_timeout_s: float) -> None:
        self.host = host
        self.port = port
        self.deadline: float | None = None
        self._read_timeout_s = read_timeout_s
        self._socket: socket.socket | None = None
        self._buffer = bytearray()
        self._at = 0
        self._inflate: zlib._Decompress | None = None
        self._deflate: zlib._Compress | None = None
        self._aborted = False

    @property
    def socket(self) -> socket.socket:
        """The open socket."""
        if self._socket is None:
            raise ConnectionError("not connected")
        return self._socket

    def connect(self, tls: ssl.SSLContext | None) -> None:
        """Connect; keep-alive notices a peer that is gone, no-delay sends a command at once."""
        plain = socket.create_connection((self.host, self.port), timeout=CONNECT_TIMEOUT_S)
        self._socket = plain
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for option, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 4)):
            if hasattr(socket, option):
                plain.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
        if self._aborted:
            raise ConnectionAbortedError("aborted")
        if tls is not None:
            self.start_tls(tls)

    def start_tls(self, tls: ssl.SSLContext) -> None:
        """Encrypt from here on. What was received before in the clear is forgotten (it may have been injected)."""
        self._buffer.clear()
        self._at = 0
        self.socket.settimeout(CONNECT_TIMEOUT_S)
        self._socket = tls.wrap_socket(self.socket, server_hostname=self.host)

    def compress(self) -> None:
        """Deflate both ways from here on (RFC 4978: raw deflate, flushed after each command)."""
        self._inflate = zlib.decompressobj(-15)
        self._deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
        received = bytes(self._buffer[self._at :])
        self._buffer = bytearray(self._inflate.decompress(received))
        self._at = 0

    def send(self, data: bytes) -> None:
        """Send all of it."""
        if self._deflate is not None:
            data = self._deflate.compress(data) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        self.socket.settimeout(self._patience())
        self.socket.sendall(data)

    def readline(self) -> bytes:
        """One line with its end."""
        searched = self._at
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer) - self._at
            if searched > MAX_LINE_BYTES:
                raise ConnectionError(f"the server sent a line of more than {MAX_LINE_BYTES} bytes")
            self._fill()
        return self._take(end + 1 - self._at)

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes."""
        while len(self._buffer) - self._at < size:
            self._fill()
        return self._take(size)

    def wait(self, timeout_s: float) -> bool:
        """Whether something can be read within this time: received already, inside TLS, or on the socket."""
        if self._at < len(self._buffer):
            return True
        if isinstance(self._socket, ssl.SSLSocket) and self._socket.pending():
            return True
        return bool(select.select([self.socket], [], [], max(0.0, timeout_s))[0])

    def abort(self) -> None:
        """Break off whatever waits on this connection, from any thread."""
        self._aborted = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close without a word to the server."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.close()

    def _take(self, size: int) -> bytes:
        with memoryview(self._buffer) as view:
            taken = bytes(view[self._at : self._at + size])
        self._at += size
        return taken

    def _fill(self) -> None:
        if self._at:
            del self._buffer[: self._at]
            self._at = 0
        patience = self._patience()
        self.socket.settimeout(patience)
        try:
            received = self.socket.recv(RECEIVE_BYTES)
        except TimeoutError:
            whole = "the answer took too long" if patience < self._read_timeout_s else f"no answer for {patience:g} s"
            raise TimeoutError(whole) from None
        if not received:
            raise ConnectionError("the server closed the connection")
        if self._inflate is not None:
            received = self._inflate.decompress(received)
        self._buffer += received

    def _patience(self) -> float:
        if self._aborted:
            raise ConnectionAbortedError("aborted")
        if self.deadline is None:
            return self._read_timeout_s
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        return min(left, self._read_timeout_s)
