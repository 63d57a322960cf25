import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from market.models import HsCode
from market.models.hs_search import DEFAULT_LIMIT, HsMatch, HsSearch


class Command(BaseCommand):
    help = "Rank HS codes for a product described in words, or for a code with or without dots."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text")
        parser.add_argument("--language", choices=["id", "en"], default="id", help="language of the labels")
        parser.add_argument("--limit", type=int, default=DEFAULT_LIMIT)
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines for people")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"]
        start = time.perf_counter()
        search = HsCode.objects.search(options["text"], language, limit=options["limit"])
        seconds = time.perf_counter() - start
        if options["json"]:
            self.stdout.write(json.dumps(_answer(search, seconds), ensure_ascii=False))
            return
        for match in search.matches:
            self.stdout.write(match.label(language))


def _answer(search: HsSearch, seconds: float) -> dict[str, object]:
    return {
        "query": search.query,
        "language": search.language,
        "corrected_query": search.corrected_query or None,
        "results": [_result(match, search.language) for match in search.matches],
        "total": len(search.matches),
        "seconds": round(seconds, 4),
    }


def _result(match: HsMatch, language: str) -> dict[str, object]:
    return {
        "code": match.code.code,
        "dotted": match.code.dotted,
        "level": match.code.level,
        "edition": match.code.edition,
        "label": match.label(language),
        "name": match.code.name_in(language),
        "chain": [{"code": code.code, "name": code.name_in(language)} for code in match.chain],
        "score": match.score,
    }
