# ruff: noqa: RUF001 (the symbols are what this is about)
"""Plain text of what stands in fields of BibTeX: accents, symbols and macros of LaTeX, whose arguments are kept."""

import re
from unicodedata import lookup, normalize

from casecode.exchange.libraries.item import script

# What macros put above or below a letter, as combining characters.
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361", "U": "\u030e", "G": "\u030f", "h": "\u0309", "bar": "\u0304", "hat": "\u0302",
    "tilde": "\u0303", "acute": "\u0301", "grave": "\u0300", "check": "\u030c", "breve": "\u0306", "dot": "\u0307",
    "ddot": "\u0308", "vec": "\u20d7", "mathring": "\u030a", "overline": "\u0304",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ",
    "NG": "Ŋ",
    "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€", "EUR": "€", "textyen": "¥", "textcent": "¢",
    "textdollar": "$", "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "S": "§",
    "textsection": "§", "P": "¶", "dag": "†", "textdagger": "†", "ddag": "‡", "textbullet": "•", "bullet": "•",
    "ldots": "…", "dots": "…", "textellipsis": "…", "cdots": "⋯", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textquotesingle": "'",
    "textquotedbl": '"', "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›",
    "quotedblbase": "„", "quotesinglbase": "‚", "lq": "‘", "rq": "’", "glqq": "„", "grqq": "“", "flqq": "«",
    "frqq": "»",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textunderscore": "_", "textbar": "|",
    "textless": "<", "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "slash": "/", "textslash": "/",
    "textdegree": "°", "degree": "°", "textperiodcentered": "·", "cdotp": "·", "cdot": "·",
    "textmu": "µ", "textohm": "Ω",
    "textnumero": "№", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textordfeminine": "ª",
    "textordmasculine": "º", "textexclamdown": "¡", "textquestiondown": "¿", "nobreakspace": " ",
    "times": "×", "div": "÷", "pm": "±", "mp": "∓", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠",
    "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃", "propto": "∝", "infty": "∞", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐", "textrightarrow": "→", "uparrow": "↑",
    "downarrow": "↓", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃",
    "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "cup": "∪", "cap": "∩", "emptyset": "∅",
    "wedge": "∧", "vee": "∨", "neg": "¬", "lnot": "¬", "ell": "ℓ", "hbar": "ℏ", "prime": "′", "circ": "∘", "star": "⋆",
    "ast": "∗", "langle": "⟨", "rangle": "⟩", "oplus": "⊕", "otimes": "⊗", "perp": "⊥", "mid": "|", "vert": "|",
    "Vert": "‖", "ll": "≪", "gg": "≫", "sqrt": "√", "aleph": "ℵ", "Re": "ℜ", "Im": "ℑ", "varepsilon": "ε",
    "varphi": "φ", "vartheta": "ϑ", "varrho": "ϱ", "varsigma": "ς", "varkappa": "ϰ", "varpi": "ϖ", "quad": " ",
    "qquad": " ", "enspace": " ", "thinspace": " ", "space": " ", "newline": " ", "linebreak": " ", "par": " ",
    "textasciiacute": "´", "textasciigrave": "`", "textasciidieresis": "¨", "checkmark": "✓",
}  # fmt: skip
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
)
_SYMBOLS |= {
    form: lookup(f"GREEK {size} LETTER {name.upper().replace('LAMBDA', 'LAMDA')}")
    for name in _GREEK.split()
    for form, size in ((name, "SMALL"), (name.capitalize(), "CAPITAL"))
}
# Macros that only change how what follows looks, or break lines and words.
_SILENT = frozenset(
    """
    em it bf sl sc tt rm sf itshape bfseries scshape slshape upshape mdseries ttfamily sffamily rmfamily normalfont
    tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge protect relax noopsort newblock
    ignorespaces displaystyle textstyle left right big Big bigl bigr Bigl Bigr allowbreak nolinebreak nobreak hfill
    sloppy raggedright selectfont mathsurround limits nolimits unskip xspace null bgroup egroup leavevmode hspace
    vspace selectlanguage
    """.split()  # noqa: SIM905
)
# Macros of which an argument is not text of the work: how many come before the text, and what is put between the rest.
_FIRST_UNSAID = frozenset(
    """
    foreignlanguage textcolor color fontencoding fontfamily fontsize selectlanguage hyphenation vphantom phantom
    hphantom label hspace vspace noopsort textlang enquote* raisebox rule includegraphics
    """.split()  # noqa: SIM905
)
_ALONE = frozenset(
    """
    vphantom phantom hphantom label noopsort hspace vspace rule includegraphics fontencoding fontfamily
    selectlanguage
    """.split()  # noqa: SIM905
)
_SCRIPTS = {"^": True, "_": False, "textsuperscript": True, "textsubscript": False, "high": True, "low": False}
_MANY = {"SI": 2, "qty": 2, "href": 2, "frac": 2, "tfrac": 2, "nicefrac": 2, "sfrac": 2}

_ANY = re.compile(r"[\\{}$~]|--|``|''")
_KNOWN = re.compile(
    "text|math|emph|[mhf]box|uppercase|url|path|cite|MakeUppercase|MakeLowercase|ensuremath|operatorname|underline|uline"
)

_SPECIAL = re.compile(
    r"\\([a-zA-Z@]+)\*?[ \t\n]*|\\(.)|(\{)|(\})|(https?://[^\s{}\\]+)|(-{2,3})|(``|''|~|\$\$?|[_^](?=[{\\\w+-]))",
    re.DOTALL,
)


def plain(text: str) -> str:
    """The text as it would be read, on one line."""
    if not _ANY.search(text):
        return " ".join(text.split())
    return " ".join(normalize("NFC", _Decoder(text).whole()).split())


class _Decoder:
    """One way through a text: what is within braces is taken as one argument, however deep it is nested."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.math = False

    def whole(self) -> str:
        """All of the text; a brace that closes nothing is left out."""
        # Groups that are open: what came before them, and what is to become of what is in them.
        levels: list[tuple[list[str], str, int, list[str]]] = []
        out: list[str] = []
        pending: tuple[str, int, list[str]] | None = None  # a macro that waits for its arguments
        text = self.text
        while True:
            found = _SPECIAL.search(text, self.at)
            between = text[self.at : found.start()] if found else text[self.at :]
            if pending and between.strip():
                macro, count, before = pending
                if macro in _ACCENTS or macro in ("high", "low"):  # an argument without braces is the next letter
                    before, between = [between.lstrip()[0]], between.lstrip()[1:]
                out.append(_applied(macro, before, count))
                pending = None
            elif pending:
                between = ""
            out.append(between)
            if found is None:
                break
            self.at = found.end()
            name, sign, opens, closes, address, dashes, other = found.groups()
            if opens:
                macro, count, before = pending or ("", 0, [])
                levels.append((out, macro, count, before))
                out, pending = [], None
            elif closes:
                if not levels:
                    continue
                inside = "".join(out)
                out, macro, count, before = levels.pop()
                if not macro:
                    out.append(inside)
                elif len(before) + 1 < count:
                    pending = (macro, count, [*before, inside])
                else:
                    out.append(_applied(macro, [*before, inside], count))
            elif pending and (name or sign) and (pending[0] in _ACCENTS):
                # An accent over a macro: \'\i
                letter = {"i": "i", "j": "j"}.get(name or "") or _SYMBOLS.get(name or "", name or sign or "")
                out.append(_applied(pending[0], [letter], 1))
                pending = None
            else:
                is_degree = name == "circ" and pending is not None and pending[0] == "high"
                if pending:
                    out.append(_applied(pending[0], pending[2], pending[1]))
                    pending = None
                if is_degree:
                    out.append("°")
                elif self.math and other in ("_", "^"):
                    pending = ("high" if other == "^" else "low", 1, [])
                elif name:
                    pending = self._macro(name, out)
                elif sign:
                    pending = self._sign(sign, out)
                else:
                    out.append(self._other(address, dashes, other))
        if pending:
            out.append(_applied(pending[0], pending[2], pending[1]))
        return "".join([*(part for before, *_ in levels for part in before), *out])

    def _macro(self, name: str, out: list[str]) -> tuple[str, int, list[str]] | None:
        """A macro with a name: what it stands for is added, or it waits for arguments."""
        rest = self.text[self.at : self.at + 1]
        if rest == "[":
            end = self.text.find("]", self.at, self.at + 200)
            if end > 0 and self.text[end + 1 : end + 2] == "{":
                self.at = end + 1
                rest = "{"
        if name in _ACCENTS and rest and (rest in "{\\" or rest.isalpha() or (len(name) > 1 and rest.isdigit())):
            return name, 1, []
        if name in _SYMBOLS:
            out.append(_SYMBOLS[name] + (" " if self.math and self.text[self.at - 1].isspace() else ""))
            return None
        if rest == "{":
            return name, _MANY.get(name, 2 if name in _FIRST_UNSAID - _ALONE else 1), []
        if name in _ALONE:
            self.at += 2 if rest == "\\" else 0
        elif name not in _SILENT:
            # \LaTeX, \kilo: what is not known is told by its name
            out.append(name + (" " if self.text[self.at - 1].isspace() else ""))
        return None

    def _sign(self, sign: str, out: list[str]) -> tuple[str, int, list[str]] | None:
        if sign in _ACCENTS:
            rest = self.text[self.at : self.at + 2].lstrip()
            if rest and (rest[0] in "{\\" or rest[0].isalpha() or (sign == "=" and rest[0].isdigit())):
                return sign, 1, []
            if sign in "~^":
                out.append(sign)
            return None
        if sign in ",;:! \n\t\\":
            out.append("" if sign == "!" else " ")
        elif sign not in "/-()[]":
            out.append(sign)
        return None

    def _other(self, address: str | None, dashes: str | None, other: str | None) -> str:
        if address:
            return address
        if dashes:
            return "–" if len(dashes) == 2 else "—"
        if other in ("$", "$$"):
            # A sum of money is no formula: there is another sign, and no digit behind this one.
            if not self.math and not self._is_formula():
                return "$"
            self.math = not self.math
            return ""
        if other in ("_", "^"):
            return other or ""
        return {"``": "“", "''": "”", "~": " "}[other or "~"]

    def _is_formula(self) -> bool:
        end = self.text.find("$", self.at, self.at + 400)
        return end >= 0 and not (self.text[self.at : self.at + 1].isdigit() and self.text[end + 1 : end + 2].isdigit())


def _applied(macro: str, arguments: list[str], count: int) -> str:
    """What a macro makes of its arguments."""
    if macro in _ACCENTS:
        letters = arguments[0] if arguments else ""
        letters = {"ı": "i", "ȷ": "j"}.get(letters[:1], letters[:1]) + letters[1:]
        return normalize("NFC", letters[:1] + _ACCENTS[macro] + letters[1:]) if letters.strip() else letters
    if macro in _ALONE:
        return ""
    if macro in _SCRIPTS:
        return script("".join(arguments), is_raised=_SCRIPTS[macro])
    if macro == "href" and len(arguments) == 2:
        address, shown = arguments
        return shown if address in shown or not address else f"{shown} {address}"
    if macro in ("frac", "tfrac", "nicefrac", "sfrac") and len(arguments) == 2:
        return "/".join(arguments)
    if macro in _FIRST_UNSAID and len(arguments) > 1:
        return arguments[-1]
    if macro in ("enquote", "mkbibquote"):
        return f"“{''.join(arguments)}”"
    if macro in ("ce", "chem"):
        return "".join(arguments)
    if count == 1 and not "".join(arguments).strip() and not _KNOWN.match(macro):
        return macro  # \LaTeX{}
    return (" " if count > 1 else "").join(arguments)
