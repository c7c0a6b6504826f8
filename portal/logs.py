"""Logs: one line of JSON an event, with ids only. A key that is not on the list does not leave."""

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

LEAVES = {
    "account", "action", "changed", "endpoint", "error", "event", "exception", "exc_info", "family", "kind", "level",
    "notice", "port", "refused", "side", "state", "status", "taken", "timestamp",
}  # fmt: skip


def only_what_may_leave(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list."""
    return {name: value for name, value in event.items() if name in LEAVES}


def set_up(level: str) -> None:
    """Write structured lines to standard output."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            only_what_may_leave,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=False,
    )
