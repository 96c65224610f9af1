"""SVG: the chart alone, with its own colours for light, dark and paper."""

from xml.sax.saxutils import escape

STYLE = """
text { font: 15px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1a1e27 }
.title { font: 700 20px Charter, Cambria, "Noto Serif", serif } .small { font-size: 13px; fill: #4b505b }
.value { font-weight: 600 } .bar { fill: #1d2b4f; opacity: .72 } .first { opacity: 1 }
.axis { stroke: #1a1e27; stroke-width: 1.5 }
.ground { fill: #fff }
@media (prefers-color-scheme: dark) {
  text { fill: #eceae5 } .small { fill: #bdbbb6 } .bar { fill: #d3dcf2 }
  .axis { stroke: #eceae5 } .ground { fill: #1c1f24 }
}
@media print { text { fill: #000 } .bar { fill: #000 } .axis { stroke: #000 } .ground { fill: #fff } }
"""
EDGE, HEAD = 24, 92


def write(paper) -> bytes:
    chart = paper.chart
    foot = [" ".join(paper.sources)] if paper.sources else []
    width, high = chart.width + 2 * EDGE, chart.height + HEAD + 24 + 20 * len(foot)
    told = "; ".join(f"{bar.label}: {bar.value}" for bar in chart.bars)
    about = " · ".join(part for part in (paper.title, paper.period, paper.category) if part)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {high}" width="{width}" height="{high}" '
        'role="img" aria-labelledby="title desc">',
        f'<title id="title">{_told(paper.finding)}</title><desc id="desc">{_told(about)}. {_told(told)}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{high}"/>',
        f'<text class="title" x="{EDGE}" y="38">{_told(paper.finding)}</text>',
        f'<text class="small" x="{EDGE}" y="62">{_told(about)} ({_told(paper.unit)})</text>',
        f'<g transform="translate({EDGE} {HEAD})">',
        f'<path class="axis" d="M{chart.axis} 0V{chart.height - 4}"/>',
    ]
    for bar in chart.bars:
        shade = "bar first" if bar.first else "bar"
        parts.append(
            f'<rect class="{shade}" x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}"/>'
            f'<text x="{bar.label_x}" y="{bar.label_y}" text-anchor="end">{_told(bar.label)}</text>'
            f'<text class="value" x="{bar.value_x}" y="{bar.value_y}">{_told(bar.value)}</text>'
        )
    parts.append("</g>")
    for place, words in enumerate(foot):
        parts.append(f'<text class="small" x="{EDGE}" y="{high - 16 - 20 * place}">{_told(words)}</text>')
    return "".join([*parts, "</svg>"]).encode()


def _told(words):
    """As XML takes it: without the signs that it has no place for."""
    return escape("".join(sign for sign in str(words) if sign >= " " and sign not in "\ufffe\uffff"))
