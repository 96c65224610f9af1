"""PDF: the finding, the bars, the table, the sums, and where it comes from."""

from pathlib import Path

from flask_babel import get_locale
from flask_babel import gettext as _

from ...figures import written
from .. import pdf

TEMPLATE = Path(__file__).with_name("figures.typ")


def write(paper) -> bytes:
    most = max((row.value for row in paper.rows), default=0)
    return pdf.compiled(
        TEMPLATE,
        {
            "title": paper.title,
            "about": " · ".join(part for part in (paper.space, paper.period, paper.category) if part),
            "finding": paper.finding,
            "unit": _("%(unit)s. Todas las barras empiezan en cero.", unit=paper.unit[:1].upper() + paper.unit[1:]),
            "language": get_locale().language if get_locale() else "es",
            "heads": [paper.reporter, paper.unit[:1].upper() + paper.unit[1:], _("Parte"), _("Validado por")],
            "rows": [
                {
                    "name": row.name + (f" ({_('dato inventado')})" if row.invented else ""),
                    "value": written(row.value, places=paper.places),
                    "part": float(row.value / most) if most else 0,
                    "share": _share(row.share),
                    "validated": row.validated or _("sin validar"),
                }
                for row in paper.rows
            ],
            "sums": [
                [paper.sum_label, written(paper.sum, places=paper.places)],
                *(
                    [
                        [_("Total publicado"), written(paper.total, places=paper.places)],
                        [_("Por desglosar"), written(paper.rest, places=paper.places)],
                    ]
                    if paper.total is not None
                    else []
                ),
            ],
            "notes": [
                [name, words]
                for name, words in (
                    (_("Definición"), paper.definition),
                    (_("Fuente"), " ".join(paper.sources)),
                    (_("Sin dato en este período"), ", ".join(paper.missing)),
                    (_("Correcciones"), " ".join(paper.corrections)),
                )
                if words
            ],
        },
    )


def _share(value):
    return "" if value is None else f"{written(round(value, 1), places=1)}\u00a0%"
