"""Waiting for a worker on behalf of a request: what goes wrong becomes a status."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.errors import StoreError
from kg.serve.pool import Busy, Died, TimedOut

T = TypeVar("T")

DATA = {
    "Content-Security-Policy": "default-src 'none'; sandbox",  # should a browser show it
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
    "Vary": "Accept, Prefer",
}
"""Headers of whatever is no page."""


async def waited(request: Request, asking: Coroutine[Any, Any, T]) -> T:
    """What ``asking`` the pool comes to; given up where the client has gone.

    Raises HTTPException 504 where it takes too long and 503 where there is no worker, or none any more.
    """
    try:
        return await _unless_gone(request, asking)
    except TimedOut as error:
        raise HTTPException(504, str(error)) from None
    except Busy as error:
        raise HTTPException(503, str(error), {"Retry-After": "5"}) from None
    except (Died, StoreError) as error:
        raise HTTPException(503, str(error)) from None


async def _unless_gone(request: Request, asking: Coroutine[Any, Any, T]) -> T:
    """The answer; a question that nobody waits for any more is given up."""
    task = asyncio.ensure_future(asking)
    gone = asyncio.ensure_future(_gone(request))
    await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
        raise HTTPException(499, "the client has gone")
    return task.result()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
