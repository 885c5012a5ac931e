"""The model's vocabulary and tokenizer, loaded in half the time that `spacy.load` takes for them.

What is left out of spaCy's way: a tokenizer of the language's own that is thrown away for the model's, the strings and vectors that
only other pipes need, and the table of norms as a `Table` (a plain dict answers the same); in a brief run also the special cases
("don't", ":-)") that its text has not. The tokens are the same; tests hold that.
"""

from pathlib import Path
from typing import Any

import srsly
from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import add_lookups, get_lang_class
from spacy.vocab import create_vocab

_NORMS = "lexeme_norm"


class _Norms:
    """spaCy's table of norms: the keys of `table` are the hashes of strings."""

    def __init__(self, table: dict[int, str]) -> None:
        self._table = table

    def __contains__(self, string: str) -> bool:
        return get_string_id(string) in self._table

    def __getitem__(self, string: str) -> str:
        return self._table[get_string_id(string)]


class BriefTokenizer(Tokenizer):
    """spaCy's tokenizer with the special cases that its first text needs; it reads all of them for the second.

    For one thread, and for texts outside of a memory zone, which would take the cases along when it ends.
    """

    unread: dict[str, Any] | None = None
    """All special cases, until all are read."""
    _begun = False

    def __call__(self, text: str) -> Doc:
        """`text` as tokens."""
        if self.unread is not None:
            if self._begun:
                self.rules, self.unread = self.unread, None
            else:
                # A case is looked up in what stands between blanks, or as tokens in a row, whether blanks part them or not.
                dense = "".join(text.split())
                self.rules = {case: tokens for case, tokens in self.unread.items() if "".join(case.split()) in dense}
                self._begun = True
        return super().__call__(text)


def load_tokenizer(path: Path, language: str, brief: bool = False) -> Language:
    """A pipeline without pipes: the vocabulary and the tokenizer of the model in the folder `path`, which is of that language.

    `brief`: with a `BriefTokenizer`. Raises whatever a damaged file, or another version of spaCy, leads to.
    """
    kind = get_lang_class(language)
    vocab: Any = create_vocab(language, kind.Defaults)
    tables = srsly.msgpack_loads((path / "vocab" / "lookups.bin").read_bytes())
    vocab.lex_attr_getters[NORM] = add_lookups(vocab.lex_attr_getters[NORM], _Norms(tables.get(_NORMS, {})))
    content = (path / "tokenizer").read_bytes()
    if brief:
        tokenizer = BriefTokenizer(vocab).from_bytes(content, exclude=["vocab", "exceptions"])
        tokenizer.unread = srsly.msgpack_loads(content)["exceptions"]
        for case, tokens in tokenizer.unread.items():  # a damaged model fails here, not at the article that has the case
            if "".join(token[ORTH] for token in tokens) != case:
                raise ValueError(f"special case {case!r} is damaged")
    else:
        tokenizer = Tokenizer(vocab).from_bytes(content, exclude=["vocab"])
    return kind(vocab=vocab, meta=srsly.read_json(path / "meta.json"), create_tokenizer=lambda nlp: tokenizer)
