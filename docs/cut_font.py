"""Cut Noto Sans CJK SC into the small WOFF2 slices that reports embed.

A tool for maintainers, not part of the running product. It needs two packages that the product does not depend on, and the font itself
(Debian: ``fonts-noto-cjk``)::

    pip install fonttools brotli
    python docs/cut_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Slice 0 holds every Chinese character of the catalogues and the examples; the other slices hold the rest of GB 2312, frequent characters of
names outside it and the frequent traditional characters (Big5, first plane), a hundred per slice. ``slices.json`` lists the characters of
each slice. Run it again after many texts have changed: nothing breaks without it, reports only embed a few slices more than necessary.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

PACKAGE = Path(__file__).parents[1] / "alliance"
HERE = PACKAGE / "report" / "fonts"
TEXTS = ("*.po", "*.toml", "*.json", "*.html", "*.py", "*.js")
SLICE = 100
FAMILY = "Alliance Han"
SIMPLIFIED = 2  # index of the Simplified Chinese face inside the collection
PUNCTUATION = "，。、；：？！（）《》〈〉【】「」『』“”‘’…—·～￥％＋－＝／　○●◆■▲△→←↑↓≤≥≠≈×÷±−∑∏√∞∈∩∪∅①②③④⑤⑥⑦⑧⑨⑩ΣφεθλωπΔαβ"
NAMES = (
    "喆堃镕玥珺祎昇甯濛烜煊翀翾禤赟頔骐龑婳嫚孖峣崟嵚弢彧怡恺惠慜懿戬旸昉昕昱晅晗晞晟晫暐暘曌杺枼栐桢梓棽槿櫆歆殷汧沄泓洺浠淏渼湉溦滢潆"
    "澔炘烨焜熠燚玙玚玮珅珈珩珮琎琤琨琬琮瑀瑄瑗瑛瑭璇璐璟璠璨瓒畯皓皞睿瞾祉祐禛禾稷竑筠箬粲綝翊翎翛翯芃芊苒荃荭莜莹菀菡萱葳蓁蔚薇薏蘅虓蛟裎訸谞豳"
    "贇轶迺逯遥邺郗郦鄞鋆鋐鑫钊钖钰铖铠锜锟锴镔镠镡隽霂霈霖靓韡顗颀飏馥駪骁髙鸢鹮麒黛鼐龢囧堉塬墺壡奭妘姈娉媞嬿孲宓"
)


def in_use() -> set[str]:
    """Return the Chinese characters that catalogues, templates and examples use."""
    texts = (path.read_text(encoding="utf-8") for pattern in TEXTS for path in PACKAGE.rglob(pattern) if HERE not in path.parents)
    return {letter for text in texts for letter in text if ord(letter) > 0x2E7F} | set(PUNCTUATION)


def gb2312() -> Iterator[str]:
    """Yield the Chinese characters of GB 2312 in its own order: frequent ones by sound, then the others by radical."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield bytes((row, cell)).decode("gb2312", errors="ignore")


def big5() -> Iterator[str]:
    """Yield the frequent traditional characters, the first plane of Big5."""
    for row in range(0xA4, 0xC7):
        for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            yield bytes((row, cell)).decode("big5", errors="ignore")


def slices(first: set[str], rest: Iterable[str]) -> Iterator[str]:
    """Yield the characters of each slice, slice 0 first."""
    yield "".join(sorted(first))
    left = [letter for letter in dict.fromkeys(rest) if letter and letter not in first]
    for start in range(0, len(left), SLICE):
        yield "".join(sorted(left[start : start + SLICE]))


def rename(font: TTFont) -> None:
    """Keep the copyright and licence lines; give the subset a family name of its own."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14) and record.platformID == 3]
    for number, text in ((1, FAMILY), (2, "Regular"), (4, FAMILY), (6, FAMILY.replace(" ", ""))):
        table.setName(text, number, 3, 1, 0x409)


def cut(source: Path, letters: str, target: Path) -> str:
    """Write one slice and return the characters that the font really has."""
    font = TTFont(source, fontNumber=SIMPLIFIED)
    known = "".join(letter for letter in letters if ord(letter) in font.getBestCmap())
    options = Options(flavor="woff2", layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True, name_IDs=["*"])
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "GPOS", "GSUB", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(text=known)
    subsetter.subset(font)
    rename(font)
    font["head"].modified = font["head"].created  # the same input gives the same bytes
    font.flavor = "woff2"
    font.save(target)
    return known


def main(source: Path) -> None:
    """Cut all slices aside, then put them in place of the old ones, so that a break leaves the old ones whole."""
    index = {}
    with TemporaryDirectory(dir=HERE) as folder:
        for number, letters in enumerate(slices(in_use(), [*gb2312(), *NAMES, *big5()])):
            name = f"han-{number:02d}.woff2"
            index[name] = cut(source, letters, Path(folder) / name)
            print(name, len(index[name]), (Path(folder) / name).stat().st_size, flush=True)
        for old in HERE.glob("han-*.woff2"):
            old.unlink()
        for name in index:
            (Path(folder) / name).rename(HERE / name)
    (HERE / "slices.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
