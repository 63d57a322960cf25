"""Who may: the front door, accounts, jobs, notices, market and documents."""

from tests.matrix.route import (
    ADMINISTRATOR,
    EVERYBODY,
    FIRM,
    NOBODY,
    OVERSEERS,
    SIGNED_IN,
    Route,
)

DOCUMENT_READERS = FIRM | OVERSEERS | {"expert"}
DOCUMENT_REVOKERS = OVERSEERS
ROUTES = {
    "home": Route(get=EVERYBODY),
    "about": Route(get=EVERYBODY),
    "privacy": Route(get=EVERYBODY),
    "style": Route(get=EVERYBODY),
    "healthz": Route(get=EVERYBODY),
    "readyz": Route(get=EVERYBODY, answers=(200, 503)),
    "metrics": Route(get=NOBODY, refused=403, hidden=True),
    "set_language": Route(post=EVERYBODY, data={"language": "en"}),
    "sign_in": Route(get=EVERYBODY, post=EVERYBODY),
    "sign_up": Route(get=EVERYBODY, post=EVERYBODY),
    "accounts:start": Route(get=SIGNED_IN, post=SIGNED_IN, data={"kind": "sme", "name": "Baru"}),
    "accounts:act": Route(post=FIRM, data={"acting": "$acting"}, hidden=True),
    "accounts:profile": Route(get=SIGNED_IN, post=SIGNED_IN, data={"name": "N", "language": "id"}),
    "accounts:organisation": Route(
        get=FIRM | OVERSEERS,
        post=FIRM | OVERSEERS,
        args=("firm",),
        data={"email": "a@exportready.example", "standing": "staff"},
    ),
    "accounts:leave": Route(post=FIRM, args=("firm",)),
    "accounts:member": Route(post=FIRM | OVERSEERS, args=("membership",), data={"standing": "staff"}),
    "accounts:withdraw": Route(post=FIRM | OVERSEERS, args=("invitation",)),
    "accounts:accept": Route(get=SIGNED_IN, post=SIGNED_IN, args=("invitation_token",)),
    "accounts:people": Route(get=ADMINISTRATOR, post=ADMINISTRATOR, refused=403),
    "accounts:demo": Route(get=EVERYBODY),
    "accounts:demo_sign_in": Route(post=EVERYBODY, data={"email": "$owner_email"}),
    "accounts:demo_mail": Route(get=EVERYBODY),
    "jobs:jobs": Route(get=SIGNED_IN),
    "jobs:queues": Route(get=OVERSEERS, refused=403),
    "jobs:job": Route(get=frozenset({"owner", "administrator"}), args=("job",)),
    "jobs:try_again": Route(post=frozenset({"owner", "administrator"}), args=("job",)),
    "network:notices": Route(get=SIGNED_IN),
    "network:read": Route(post=frozenset({"owner"}), args=("notice",)),
    "network:read_all": Route(post=SIGNED_IN),
    "market:hs_search": Route(get=EVERYBODY, query="?q=rotan"),
    "market:regencies": Route(get=EVERYBODY, query="?province=36"),
    "documents:check": Route(get=EVERYBODY, post=EVERYBODY, data={"code": "x"}, answers=(200, 302, 404, 422)),
    "documents:verify": Route(get=EVERYBODY, post=EVERYBODY, args=("document_code",), answers=(200, 302, 422)),
    "documents:documents": Route(get=SIGNED_IN),
    "documents:document": Route(get=DOCUMENT_READERS, args=("document",)),
    "documents:revoke": Route(
        get=DOCUMENT_REVOKERS, post=DOCUMENT_REVOKERS, args=("document",), data={"reason": "CANARY-reason"}
    ),
}
