from aggregators.models.index import ProductIndex
from aggregators.models.shortlist import ShortlistEntry

__all__ = ["ProductIndex", "ShortlistEntry"]
