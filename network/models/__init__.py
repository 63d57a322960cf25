from network.models.notice import Notice

__all__ = ["Notice"]
