"""The declared table of every address: one module per part of the house."""

from tests.matrix import table_ground

ROUTES = {**table_ground.ROUTES}
