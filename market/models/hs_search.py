"""How an HS code is found from a maker's own words. Pure queries: nothing here writes."""

DEFAULT_LIMIT = 20


class HsSearch: ...


def find(*a):
    raise NotImplementedError
