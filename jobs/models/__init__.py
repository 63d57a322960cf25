from jobs.models.job import Job
from jobs.models.pulse import Pulse

__all__ = ["Job", "Pulse"]
