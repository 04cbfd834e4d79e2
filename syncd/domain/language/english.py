"""English dictionary forms by small rules: enough for the words that a lexicon names."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    "am": "be",
    "are": "be",
    "been": "be",
    "being": "be",
    "is": "be",
    "was": "be",
    "were": "be",
    "'s": "be",
    "did": "do",
    "does": "do",
    "done": "do",
    "gave": "give",
    "given": "give",
    "gone": "go",
    "goes": "go",
    "went": "go",
    "got": "get",
    "gotten": "get",
    "had": "have",
    "has": "have",
    "held": "hold",
    "kept": "keep",
    "knew": "know",
    "known": "know",
    "left": "leave",
    "lost": "lose",
    "made": "make",
    "meant": "mean",
    "met": "meet",
    "paid": "pay",
    "ran": "run",
    "said": "say",
    "saw": "see",
    "seen": "see",
    "sent": "send",
    "spent": "spend",
    "spoke": "speak",
    "spoken": "speak",
    "taken": "take",
    "took": "take",
    "thought": "think",
    "told": "tell",
    "understood": "understand",
    "withdrawn": "withdraw",
    "withdrew": "withdraw",
    "written": "write",
    "wrote": "write",
}
_DOUBLED = frozenset("bdglmnprt")


@lru_cache(maxsize=16384)
def english_lemmas(word: str) -> frozenset[str]:
    """What the word may be a form of, itself included; wrong candidates do no harm, for nothing looks them up."""
    word = word.replace("’", "'").removesuffix("'s")
    lemmas = {word, _IRREGULAR.get(word, word)}
    if word.endswith("ies") and len(word) > 4:
        lemmas.add(word[:-3] + "y")
    elif word.endswith("es") and len(word) > 3:
        lemmas |= {word[:-2], word[:-1]}
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        lemmas.add(word[:-1])
    if word.endswith("ied") and len(word) > 4:
        lemmas.add(word[:-3] + "y")
    elif word.endswith("ed") and len(word) > 3:
        lemmas |= _stems(word[:-2])
    elif word.endswith("ing") and len(word) > 5:
        lemmas |= _stems(word[:-3])
    return frozenset(lemmas)


def _stems(stem: str) -> set[str]:
    stems = {stem, stem + "e"}
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in _DOUBLED:
        stems.add(stem[:-1])
    return stems
