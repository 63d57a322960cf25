from ministry.models.statistic import Confidence, Indicator, Statistic, Unit

__all__ = ["Confidence", "Indicator", "Statistic", "Unit"]
