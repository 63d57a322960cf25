"""The declared table of every address: one module per part of the house."""

from tests.matrix import table_ground, table_programme, table_reviews, table_smes

ROUTES = {**table_ground.ROUTES, **table_smes.ROUTES, **table_reviews.ROUTES, **table_programme.ROUTES}
