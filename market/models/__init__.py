from market.models.hs import HsCode, HsWord
from market.models.regions import Province, Regency

__all__ = ["HsCode", "HsWord", "Province", "Regency"]
