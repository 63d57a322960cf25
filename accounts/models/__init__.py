from accounts.models.grant import Grant
from accounts.models.invitation import Invitation
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation
from accounts.models.submission import Submission
from accounts.models.user import Role, User

__all__ = ["Grant", "Invitation", "Membership", "Organisation", "Role", "Submission", "User"]
