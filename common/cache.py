"""A cache that may be away: pages and bookings go on without it (RELIABILITY, "Redis")."""

from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as Slow

logger = structlog.get_logger(__name__)


class SoftRedisCache(RedisCache):
    """Django's Redis cache, except that an unreachable server reads as an empty one and is logged."""

    def _soft(self, name: str, fallback: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), name)(*args, **kwargs)
        except (Unreachable, Slow) as error:
            logger.warning("cache_unreachable", operation=name, error=str(error))
            return fallback

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._soft("get", default, key, default, version)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._soft("set", None, key, value, *args, **kwargs)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._soft("add", True, key, value, *args, **kwargs))

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._soft("touch", False, key, *args, **kwargs))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._soft("delete", False, key, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return dict(self._soft("get_many", {}, keys, version))

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return list(self._soft("set_many", list(data), data, *args, **kwargs))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._soft("incr", delta, key, delta, version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._soft("has_key", False, key, version))
