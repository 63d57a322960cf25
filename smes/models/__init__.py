from smes.models.company import Company
from smes.models.decision import VerificationDecision
from smes.models.photo import Photo, RevisionPhoto
from smes.models.product import Product
from smes.models.revision import ProductRevision

__all__ = ["Company", "Photo", "Product", "ProductRevision", "RevisionPhoto", "VerificationDecision"]
