"""Who may: assignments, reviews, findings and the panel of a product."""

from tests.matrix.route import EXPERTS, FIRM, MINISTRY, OVERSEERS, Route

WRITER = frozenset({"expert"})
PANEL = FIRM | OVERSEERS | {"other_expert"}
SAVED = (200, 302, 409, 422)

ROUTES = {
    "reviews:queue": Route(get=EXPERTS, refused=403),
    "reviews:review": Route(
        get=WRITER, post=WRITER, args=("review",), data={"version": "1", "save": "1"}, answers=SAVED
    ),
    "reviews:decline": Route(get=WRITER, post=WRITER, args=("review",), data={"reason": "Sakit"}, answers=SAVED),
    "reviews:add_finding": Route(
        post=WRITER, args=("review",), data={"text": "Tepi", "severity": "must"}, answers=SAVED
    ),
    "reviews:photo": Route(get=WRITER, args=("review", "review_photo", "size", "jpeg")),
    "reviews:change_finding": Route(
        post=WRITER, args=("finding",), data={"text": "Tepi", "severity": "idea"}, answers=SAVED
    ),
    "reviews:remove_finding": Route(post=WRITER, args=("finding",), answers=SAVED),
    "reviews:assignments": Route(get=MINISTRY, refused=403),
    "reviews:assign": Route(get=MINISTRY, post=MINISTRY, args=("reviewed",), refused=403, answers=SAVED),
    "reviews:withdraw": Route(post=MINISTRY, args=("assignment",), data={"reason": "Cuti"}, refused=403, answers=SAVED),
    "reviews:product": Route(get=PANEL, post=FIRM, args=("reviewed",), answers=SAVED),
    "reviews:revise": Route(post=FIRM, args=("reviewed",), answers=SAVED),
    "reviews:report": Route(get=PANEL, post=MINISTRY, args=("reviewed",), answers=SAVED),
}
