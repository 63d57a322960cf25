"""A review report of three pages: `documents.typesetting` beside WeasyPrint as most people call it.

Seconds are of processor time, since typesetting waits for nothing and a busy machine would blur the ratio; `per_second`
is thus for one core that is free. The naive way reads fonts, stylesheet and photos anew for each document and lays the
page out with grids and tables that find their own widths; "with our styles" it is told as little as ours to find out, so
that the difference is in the calls alone: most of that time is WeasyPrint's lay-out, which both need.
"""

import base64
import io
import multiprocessing
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks import _report

DESCRIPTION = "a three-page review report with ten photos, beside naive WeasyPrint; --size repeats (default 9)"
WEIGHTS = {"SemiBold": 600, "Bold": 700, "ExtraBold": 800}


def ours() -> Callable[[], bytes]:
    """From facts to bytes as the worker does it."""
    from documents.typesetting import qr_code, render

    photos = _report.photos()

    def make() -> bytes:
        context = {**_report.context(), "qr_code": qr_code(_report.URL)}
        return render(_report.TEMPLATE, context, language="id", images=photos).pdf

    return make


def naive(folder: Path, *, our_styles: bool) -> Callable[[], bytes]:
    """The same page the usual way: fonts, stylesheet and photos read anew each time, the QR code as a PNG."""
    import qrcode  # type: ignore[import-untyped]
    import weasyprint
    from django.template.loader import render_to_string
    from django.utils.safestring import mark_safe

    rules = "".join(
        f'@font-face {{ font-family: "{family(path)}"; src: url({path.as_uri()});'
        f" font-weight: {WEIGHTS.get(path.stem.partition('-')[2], 400)};"
        f" font-style: {'italic' if path.stem.endswith('Italic') else 'normal'}; }}\n"
        for path in sorted((_report.ROOT / "common" / "fonts").glob("*.ttf"))
    )
    sheets = [_report.ROOT / "templates" / "documents" / "print.css"]
    if not our_styles:
        sheets.append(_report.ROOT / "benchmarks" / "templates" / "benchmark_usual.css")
    photos = _report.photos()
    for name, content in photos.items():
        (folder / f"{name}.jpg").write_bytes(content)

    def make() -> bytes:
        picture = io.BytesIO()
        qrcode.make(_report.URL).save(picture)
        data = base64.b64encode(picture.getvalue()).decode()
        code = mark_safe(f'<img class="qr" alt="QR" src="data:image/png;base64,{data}">')
        html: str = render_to_string(_report.TEMPLATE, {**_report.context(), "qr_code": code, "language": "id"})
        for name in photos:
            html = html.replace(f"photo:{name}", f"{folder.as_uri()}/{name}.jpg")
        css = rules + "".join(sheet.read_text() for sheet in sheets)
        document = weasyprint.HTML(string=html.replace("</head>", f"<style>{css}</style></head>"))
        return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))

    return make


def family(path: Path) -> str:
    """PlusJakartaSans-Bold.ttf is of "Plus Jakarta Sans"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", path.stem.partition("-")[0])


def serve(pipe: Connection, way: str, folder: Path) -> None:
    """One way in a process of its own: for each request the seconds of one document; None: its peak in MB."""
    _report.configure()
    make = ours() if way == "ours" else naive(folder, our_styles=way == "our_styles")
    pipe.send(make())
    while pipe.recv() is not None:
        started = time.process_time()
        make()
        pipe.send(time.process_time() - started)
    pipe.send(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1))


def run(size: int | None) -> dict[str, Any]:
    """Medians over interleaved repeats; each way warm and in its own process, so that its peak is its own."""
    repeats = size or 9
    spawn = multiprocessing.get_context("spawn")
    pipes: dict[str, Connection] = {}
    seconds: dict[str, list[float]] = {"ours": [], "naive": [], "our_styles": []}
    with tempfile.TemporaryDirectory() as folder:
        for way in seconds:
            pipes[way], theirs = spawn.Pipe()
            (Path(folder) / way).mkdir()
            spawn.Process(target=serve, args=(theirs, way, Path(folder) / way), daemon=True).start()
        kilobytes = {way: round(len(pipe.recv()) / 1000, 1) for way, pipe in pipes.items()}
        for _ in range(repeats):
            for way, pipe in pipes.items():
                pipe.send("make one")
                seconds[way].append(pipe.recv())
        peaks = {way: finish(pipe) for way, pipe in pipes.items()}
    medians = {way: statistics.median(taken) for way, taken in seconds.items()}
    return {
        "size": repeats,
        "per_second": round(1 / medians["ours"], 2),
        "seconds": round(medians["ours"], 4),
        "peak_mb": peaks["ours"],
        "kb": kilobytes["ours"],
        "peers": {
            "weasyprint_naive_seconds": round(medians["naive"], 4),
            "weasyprint_naive_with_our_styles_seconds": round(medians["our_styles"], 4),
            "weasyprint_naive_peak_mb": peaks["naive"],
            "weasyprint_naive_kb": kilobytes["naive"],
        },
        "ratio": round(medians["naive"] / medians["ours"], 2),
    }


def finish(pipe: Connection) -> float:
    pipe.send(None)
    peak: float = pipe.recv()
    return peak
