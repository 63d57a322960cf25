from workshops.models.registration import Registration
from workshops.models.workshop import Workshop, Zone

__all__ = ["Registration", "Workshop", "Zone"]
