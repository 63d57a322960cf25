"""Who may: workshops, directory and shortlists, and the ministry's pages."""

from tests.matrix.route import AGGREGATORS, EVERYBODY, FIRM, MINISTRY, OVERSEERS, SMES, Route

AGGREGATOR, OTHER = frozenset({"aggregator"}), frozenset({"other_aggregator"})
SAVED = (200, 302, 409, 422)

ROUTES = {
    "workshops:workshops": Route(get=EVERYBODY),
    "workshops:workshop": Route(get=EVERYBODY, args=("workshop",)),
    "workshops:new": Route(get=MINISTRY, post=MINISTRY, refused=403, answers=SAVED),
    "workshops:edit": Route(get=MINISTRY, post=MINISTRY, args=("workshop",), refused=403, answers=SAVED),
    "workshops:publish": Route(post=MINISTRY, args=("workshop_draft",), refused=403),
    "workshops:registrations": Route(get=OVERSEERS, args=("workshop",), refused=403),
    "workshops:register": Route(post=SMES, args=("workshop",), refused=302),
    "workshops:cancel": Route(post=FIRM | OVERSEERS, args=("registration",)),
    "aggregators:directory": Route(get=EVERYBODY),
    "aggregators:companies": Route(get=EVERYBODY),
    "aggregators:shortlist": Route(get=AGGREGATORS, refused=403),
    "aggregators:shortlist_add": Route(post=AGGREGATORS, args=("product",), refused=403),
    "aggregators:shortlist_note": Route(
        get=AGGREGATOR,
        post=AGGREGATOR,
        args=("entry",),
        data={"note": "Tanya MOQ"},
        refused=403,
        foreign=OTHER,
        answers=SAVED,
    ),
    "aggregators:shortlist_remove": Route(post=AGGREGATOR, args=("product",), refused=403, foreign=OTHER),
    "ministry:dashboard": Route(get=OVERSEERS, refused=403),
    "ministry:funnel": Route(get=OVERSEERS, refused=403),
    "ministry:stage": Route(get=OVERSEERS, args=("stage",), refused=403),
    "ministry:statistics": Route(get=OVERSEERS, refused=403),
    "ministry:statistic": Route(get=OVERSEERS, args=("statistic",), refused=403),
    "ministry:new_statistic": Route(get=MINISTRY, post=MINISTRY, refused=403, answers=SAVED),
    "ministry:correct_statistic": Route(get=MINISTRY, post=MINISTRY, args=("statistic",), refused=403, answers=SAVED),
    "ministry:share": Route(get=EVERYBODY),
    "ministry:issue_report": Route(post=MINISTRY, refused=403),
    "ministry:share_file": Route(get=EVERYBODY, args=("table", "csv")),
}
