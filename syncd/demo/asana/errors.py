"""How the simulated Asana says no."""

from __future__ import annotations


class ApiError(Exception):
    """An answer other than success, in Asana's words (ASANA.md section 9). `sync` rides along on a 412."""

    def __init__(
        self, status: int, message: str, *, error: str = "", phrase: str = "", retry_after: str = "", sync: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.error = error
        self.phrase = phrase
        self.retry_after = retry_after
        self.sync = sync

    @property
    def body(self) -> dict[str, object]:
        """The JSON that is sent."""
        entry: dict[str, str] = {"message": self.message}
        if self.error:
            entry["error"] = self.error
        if self.phrase:
            entry["phrase"] = self.phrase
        else:
            entry["help"] = "For more information on API status codes and how to handle them, read the docs on errors"
        return {"errors": [entry]} | ({"sync": self.sync} if self.sync else {})


def bad_request(message: str, *, error: str = "") -> ApiError:
    """400: the request itself is wrong."""
    return ApiError(400, message, error=error)


def unknown(kind: str, gid: str) -> ApiError:
    """404 for a gid of digits that names nothing, 400 for what cannot be a gid at all."""
    if not gid.isdigit():
        return ApiError(400, f"{kind}: Not a recognized ID: {gid}")
    return ApiError(404, f"{kind}: Unknown object: {gid}")


def forbidden(message: str) -> ApiError:
    """403: may not see or change."""
    return ApiError(403, message)
