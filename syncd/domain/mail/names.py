"""The names a letter's author signs with: from the From field, in either alphabet, with the usual short forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from syncd.domain.mail.message import Address

_WORD = re.compile(r"[^\W\d_]{2,}")
_NAME = r"[^\W\d_](?:[^\W\d_]|['’-])*\.?"
_NAME_LINE = re.compile(rf"{_NAME}(?:[ .]+{_NAME}){{0,3}}")
_NOT_A_NAME = re.compile(
    r"(?:соглас|утвер[жд]|одобр|подтвер[жд]|принят|принима|апрув|отклон|отказ|approv|reject|confirm|accept|спасибо|thank|привет|добрый|здравств|прошу|годится|хорошо|отлично|запуск|нормально)"
    r"|^(?:ok|okay|ок|да|нет|yes|no|yep|hello|hi|dear|agreed|agree|жду|ждём|ждем|готово|супер|понял|поняла|лгтм|lgtm|fine|sure|done|great|perfect|стоп|stop|go|го|уважаемый|уважаемая)\b",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_][^\s.,]*\.?")
_LONGEST_LINE = 200  # characters of a name with all that may adorn it
_PICTOGRAMS = " \ufe0f\u200d🌷🌸🌻🌼🌹🌞☀🙂😊😉🙏🚀🎉✨💙💛❤♥🍀🦊🐝✌👋🔥⚡"
_ADDRESSED = re.compile(r"([^\W\d_]{3,20})(?: [^\W\d_]{3,20})?[,!]")
_PARTICLES = frozenset(
    {"de", "da", "do", "dos", "di", "du", "del", "della", "der", "den", "van", "von", "vom", "zu", "zum", "ter", "ten", "te", "la", "le", "el", "al", "bin", "ibn", "af", "av", "og", "y", "e", "i"}
)  # fmt: skip
# What stands beside a name in a signature: pronouns, "on behalf of" as Germans sign, degrees and forms of address.
_ADORNED = re.compile(
    r"^(?:i\.\s?[AV]\.|ppa\.|p\.\s?p\.|(?:Univ\.-?)?(?:Prof|Dr|Ing|Mgr|Mag|Bc|MUDr|JUDr|Dipl\.-\w+|Mr|Mrs|Ms|г-н|г-жа|inż|mgr|arch)\b\.?)\s*"
    r"|\s*[(\[]\s*(?:she|he|they|ze|er|sie|elle|il|она|он|mr|mrs|ms|mx|г-жа|г-н)\b[^()\[\]]{0,24}[)\]]\s*|(?<=[^\W\d_])[\s|,–-]+(?:she/her|he/him|they/them)(?:/\w+)?\s*$"
    r"|,\s*(?:MBA|Ph\.?\s?D\.?|M\.?D\.?|MA|MSc|M\.Sc\.|BSc|BA|LL\.?M\.?|CPA|CFA|PMP|CSc\.?|DiS\.?|к\.\s?\w\.\s?н\.|д\.\s?\w\.\s?н\.)$",
    re.IGNORECASE,
)
_ADORNING = tuple(".,([|/")
_LATIN = dict(zip("абвгдезийклмнопрстуфхыэёіъь", "abvgdeziiklmnoprstufhieei", strict=False))
_LATIN |= {
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "iu",
    "я": "ia",
    "ї": "i",
    "є": "e",
    "ъ": "",
    "ь": "",
    "'": "",
    "’": "",
}
_SHORT_NAMES = (  # a full name and its short forms
    "александр саша шура алекс саня|александра саша шура алекс|алексей лёша леша алёша|анастасия настя ася|анатолий толя|андрей андрюша|анна аня нюта|антон тоша|арсений сеня|борис боря|вадим вадик|варвара варя|валентин валя|валентина валя|валерий валера|валерия лера"
    "|василий вася|виктор витя|виктория вика|виталий виталик|вероника ника|владимир вова володя влад|владислав влад слава|вячеслав слава|галина галя|геннадий гена|глеб глебушка|георгий жора гоша|григорий гриша|даниил даня данил|дарья даша|дмитрий дима митя|евгений женя|евгения женя"
    "|екатерина катя|елена лена|елизавета лиза|иван ваня|игорь гоша|илья илюша|инна инночка|ирина ира|кирилл кир|константин костя|кристина крис|ксения ксюша|лариса лара|лев лёва|леонид лёня леня|любовь люба|людмила люда мила|лилия лиля|максим макс|маргарита рита|марина маришка|мария маша маруся"
    "|михаил миша|надежда надя|наталья наташа ната|наталия наташа|никита ник|николай коля|оксана ксана|олег олежка|ольга оля|павел паша|пётр петя|петр петя|полина поля|роман рома|сергей серёжа сережа|светлана света|руслан рус|сабина саби|семён сёма|софья соня|софия соня|станислав стас слава|степан стёпа"
    "|тамара тома|татьяна таня|тимофей тима|тимур тим|фёдор федя|юлия юля|юрий юра|яков яша|ярослав ярик слава"
    "|alexander alex sasha|alexandra alex|andrew andy|anthony tony|benjamin ben|catherine kate cathy|charles charlie|christopher chris|christina chris|daniel dan danny|david dave|deborah deb|edward ed ted|elizabeth liz beth|gregory greg|james jim jamie|jennifer jen jenny|jessica jess"
    "|john jack|jonathan jon|joseph joe|katherine kate kathy|kenneth ken|lawrence larry|margaret maggie|matthew matt|michael mike|nicholas nick|patricia pat|patrick pat|peter pete|philip phil|rebecca becky|richard rick dick|robert rob bob|ronald ron|samuel sam|stephen steve|steven steve|susan sue|theodore ted|thomas tom|timothy tim|victoria vicky|william bill will"
)


@dataclass(frozen=True, slots=True)
class SenderName:
    """The words a sender may sign with, folded to Latin letters."""

    words: frozenset[str]
    is_person: bool = True

    def signs(self, text: str) -> bool:
        """Whether the line is the sender's name and nothing else: «Павел», «И. Петров», "Pavel Rogozhin"."""
        words = name_words(text)
        if words is None:
            return False
        known = [word for word in words if any(self._knows(part) for part in _folded(word).split("-") if len(part) > 2)]
        if not known and not self.is_person:  # a shared mailbox
            return words[0][0].isupper() and _folded(words[0]) in _given_names()
        return bool(known) and (len(words) > 1 or len(known) == 1)

    def is_addressed(self, text: str) -> bool:
        """Whether the line speaks to the sender by name, as a letter to them begins: «Павел, добрый день!»"""
        name = _ADDRESSED.match(text)
        return name is not None and _folded(name.group(1)) in self.words

    def _knows(self, word: str) -> bool:
        return word in self.words or (len(word) >= 4 and any(known[:4] == word[:4] for known in self.words))


def sender_name(addresses: Sequence[Address]) -> SenderName:
    """The names of the letter's author: display name, address, and the usual short forms of both."""
    words = {_folded(word) for address in addresses for word in _words_of(address)}
    short = {form for word in words for form in _short_forms().get(word, ())}
    return SenderName(frozenset(word for word in words | short if len(word) > 2), not words.isdisjoint(_given_names()))


def name_words(text: str) -> tuple[str, ...] | None:
    """The words of a line that could be a person's name: one to four, capitalised, without digits or sentence marks."""
    return _name_words(text) if len(text) <= _LONGEST_LINE else None


@lru_cache(maxsize=1024)
def _name_words(text: str) -> tuple[str, ...] | None:
    bare = _unadorned(text.strip(" ,;.!-–—*_/~\t")).rstrip(_PICTOGRAMS)
    if not bare or len(bare) > 60 or not _NAME_LINE.fullmatch(bare):
        return None
    words = tuple(_NAME_WORD.findall(bare))
    if not 1 <= len(words) <= 4 or _NOT_A_NAME.search(bare):
        return None
    return words if _are_capitalised(words) or len(words) == 1 else None


def _unadorned(text: str) -> str:
    """«i. A. Dr. Anke Vollmer (she/her), MBA» without all but the name."""
    if not (text[:1].islower() or any(sign in text for sign in _ADORNING)):
        return text
    for _ in range(3):
        text, found = _ADORNED.subn("", text)
        if not found:
            break
    return text


def is_name_like(text: str) -> bool:
    """Whether a line could be somebody's full name."""
    words = name_words(text)
    return words is not None and len(words) >= 2 and _are_capitalised(words)


def _are_capitalised(words: Sequence[str]) -> bool:
    """All but the particles inside: «Sanne de Wit», «Rüdiger von der Aue»."""
    return (
        words[0][0].isupper()
        and all(word[0].isupper() or word in _PARTICLES for word in words[1:])
        and words[-1][0].isupper()
    )


def _words_of(address: Address) -> list[str]:
    local = re.sub(r"[^^\w]|[\d_]", " ", address.addr_spec.partition("@")[0])
    return _WORD.findall(f"{address.display_name} {local}")


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    """One spelling for the several ways to write a name in Latin letters: Alexey, Aleksei; Julia, Yuliya."""
    latin = "".join(_LATIN.get(char, char) for char in word.lower().strip("."))
    for spelling, sound in (("kh", "h"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i")):
        latin = latin.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", latin)


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, tuple[str, ...]]:
    groups = [tuple(_folded(form) for form in group.split()) for group in _SHORT_NAMES.split("|")]
    return {group[0]: group[1:] for group in groups}


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(_short_forms()) | {form for forms in _short_forms().values() for form in forms}
