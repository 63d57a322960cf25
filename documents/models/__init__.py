from documents.models.document import Document
from documents.models.verification_key import VerificationKey

__all__ = ["Document", "VerificationKey"]
