"""The people finder: from an article's text and the recogniser's spans to people, each with all mentions.

The article decides. Stretches that may be names (`candidates`) are gathered by the way they are written and weighed over the whole
article (`evidence`); what is a person by that lends its parts to the mentions that the recogniser missed or took for something
else; and all mentions are joined to people (`linking`) and given their titles (`titles`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path

from extract.data import model_file, read_table
from extract.finding.people.candidates import Candidate, CandidateFinder, Span
from extract.finding.people.comparing import Name, base, skeleton
from extract.finding.people.evidence import Form, Judge
from extract.finding.people.lexicons import Lexicons
from extract.finding.people.linking import Cluster, Linker
from extract.finding.people.titles import TitleFinder
from extract.finding.people.words import sentence_styles, tokenise
from extract.records import Explanation, Mention, Person

_CLOSED_LABELS = frozenset({"LAW", "EVENT", "WORK_OF_ART"})


class PeopleFinder:
    """Finds the people of articles; `folder` holds the lexicons and rules, by default those of `models/en/people/`.

    Raises `DataError` where one of them is malformed.
    """

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or model_file("people")
        self._lexicons = Lexicons.read(folder)
        self._candidates = CandidateFinder(self._lexicons)
        self._judge = Judge(self._lexicons, folder)
        self._titles = TitleFinder(self._lexicons)
        self._genders = {row[0]: row[1] for row in read_table(folder / "genders.tsv", 2)}

    def find(
        self,
        text: str,
        entities: Sequence[tuple[int, int, str]],
        sentences: Sequence[tuple[int, int]],
    ) -> tuple[Person, ...]:
        """The people of one article in order of first mention.

        `entities` are the recogniser's spans (start, end, OntoNotes label) and `sentences` the article's, all in code points of `text`,
        each sorted and without overlaps. Words are cut here, so that possessives and hyphens
        never hide a name.
        """
        return _Article(self, text, entities, sentences).people()


class _Article:
    """The finder's work on one article; every list is indexed by word."""

    def __init__(
        self, finder: PeopleFinder, text: str, entities: Sequence[tuple[int, int, str]], sentences: Sequence[tuple[int, int]]
    ) -> None:
        self._text = text
        self._finder = finder
        self._lexicons = finder._lexicons
        self._words = tokenise(text, sentences, self._lexicons.abbreviations, self._lexicons.hyphen_parts)
        self._entities = self._in_words(entities)
        self._styles = sentence_styles(self._words, self._lexicons.function_words)
        self._labels = [""] * len(self._words)
        self._closed = [False] * len(self._words)
        for (first, last), label in self._entities:
            self._labels[first:last] = [label] * (last - first)
            capitals = [w for w in self._words[first:last] if w.is_name]
            # a name inside the name of an organisation, place or work is no mention of its bearer
            if (
                label != "PERSON"
                and len(capitals) > 1
                and (label in _CLOSED_LABELS or any(w.low in self._lexicons.organisation_words for w in capitals[1:]))
            ):
                self._closed[first:last] = [True] * (last - first)

    def people(self) -> tuple[Person, ...]:
        """The people, in order of first mention."""
        forms = self._finder._judge.forms(self._words, self._known_candidates(), self._styles)
        accepted = [form for form in forms if self._finder._judge.is_person(form)]
        linker = Linker(self._lexicons, self._finder._genders)
        used = [False] * len(self._words)
        by_span: dict[Span, Form] = {}
        shorts: list[Span] = []
        for form, candidate in sorted(((f, c) for f in accepted for c in f.candidates), key=lambda pair: pair[1].span):
            span = self._without_ending(candidate.span)
            if self._names_a_thing(span) or any(self._closed[span[0] : span[1]]):
                continue
            by_span[span] = form
            used[span[0] : span[1]] = [True] * (span[1] - span[0])
            if len(Name.of(self._words[span[0] : span[1]], self._lexicons).core) > 1:
                linker.add_full(self._words, span)
            else:
                shorts.append(span)
        shorts += self._parts_of_names(linker, accepted, used)
        for span in sorted(shorts):
            linker.add_short(self._words, span)
        linker.join_aliases(self._words)
        people = [self._person(cluster, by_span) for cluster in linker.clusters]
        return tuple(sorted(people, key=lambda person: person.mentions[0].start))

    def _known_candidates(self) -> list[Candidate]:
        return self._finder._candidates.find(self._words, self._entities, self._styles)

    def _in_words(self, entities: Sequence[tuple[int, int, str]]) -> list[tuple[Span, str]]:
        """The recogniser's spans as spans of words; a word that a span touches belongs to it."""
        starts, ends = [w.start for w in self._words], [w.end for w in self._words]
        spans = (((bisect_right(ends, start), bisect_left(starts, end)), label) for start, end, label in entities)
        return [(span, label) for span, label in spans if span[0] < span[1]]

    def _without_ending(self, span: Span) -> Span:
        first, last = span
        if last - first > 1 and self._words[last - 1].low == "'s":
            last -= 1
        return first, last

    def _names_a_thing(self, span: Span) -> bool:
        """Whether a capitalised word behind the name makes it the name of an organisation, a place or a work: "Okoth Airport"."""
        words, i = self._words, span[1]
        for word in words[i : i + 3]:
            if word.sentence != words[span[0]].sentence or not word.is_name or word.sentence in self._styles:
                return False
            if word.low in self._lexicons.organisation_words:
                return True
        return False

    def _parts_of_names(self, linker: Linker, accepted: Sequence[Form], used: list[bool]) -> list[Span]:
        """The mentions by a part of a known name, or by a known single name, that stand outside all accepted candidates."""
        families, others, singles = set[str](), set[str](), set[str]()
        for cluster in linker.clusters:
            for name in cluster.names:
                families |= {base(part) for part in name.family_parts(self._lexicons)}
                others.update(base(part) for part in name.core if len(part) > 2)
        singles.update(base(form.words[0].low) for form in accepted if len(form.words) == 1)
        found: list[Span] = []
        family_names = families | singles
        endings = self._particle_endings(linker)
        parts, wanted = families | others, families | others | singles
        i = 0
        while i < len(self._words):
            if used[i] or not self._words[i].is_name or base(self._words[i].low) not in wanted:
                i += 1
                continue
            last = i + 1
            while last < len(self._words) and not used[last] and base(self._words[last].low) in parts and self._beside(last):
                last += 1
            if self._is_mention((i, last), family_names) and not self._is_place((i, last)):
                first = self._with_particles(i, endings)
                used[first:last] = [True] * (last - first)
                found.append((first, last))
            i = last
        return found

    def _beside(self, i: int) -> bool:
        return self._words[i].is_name and self._words[i].sentence == self._words[i - 1].sentence

    def _is_mention(self, span: Span, families: set[str]) -> bool:
        """Whether the part of a known name at `span` is one more mention of its bearer."""
        first, last = span
        word, known = self._words[first], self._lexicons
        if self._closed[first] or self._names_a_thing(span):
            return False
        title_before = first > 0 and self._words[first - 1].low in known.titles and self._words[first - 1].sentence == word.sentence
        if last - first == 1:
            if word.kind == "initial" or word.low in known.stops or word.low in known.nationality_words or word.low in known.title_heads:
                return False
            if word.low in known.place_names and self._labels[first] != "PERSON" and not title_before:
                return False
            if base(word.low) not in families and self._labels[first] != "PERSON" and not self._is_given_name(first):
                return False
        return word.sentence in self._styles or not self._in_longer_name(span)

    def _is_place(self, span: Span) -> bool:
        """Whether several words are a place's name of which one is also somebody's: "Hong Kong" beside "Mrs Kong"."""
        words = self._words[span[0] : span[1]]
        return len(words) > 1 and self._labels[span[0]] != "PERSON" and " ".join(w.low for w in words) in self._lexicons.place_names

    def _is_given_name(self, i: int) -> bool:
        """Whether a word that is no family name may still mean the person: a given name that no sentence capitalised."""
        return self._words[i].low in self._lexicons.given_names and (self._labels[i] != "" or not self._starts_sentence(i))

    def _starts_sentence(self, i: int) -> bool:
        return i == 0 or self._words[i - 1].sentence != self._words[i].sentence or self._words[i - 1].text in "“\"‘'•-–—"

    def _in_longer_name(self, span: Span) -> bool:
        """Whether capitalised words directly beside the part make it another name: "Smith Barney", "Port Okoth"."""
        first, last = span
        known, sentence = self._lexicons, self._words[first].sentence
        if last < len(self._words):
            after = self._words[last]
            if after.is_name and after.sentence == sentence and after.low not in known.beside_names:
                return True
        if first == 0:
            return False
        before = self._words[first - 1]
        if not before.is_name or before.sentence != sentence or self._starts_sentence(first - 1):
            return False
        if before.low in known.function_words:
            return True
        return before.low not in known.beside_names and self._labels[first - 1] != "PERSON"

    def _particle_endings(self, linker: Linker) -> frozenset[str]:
        """The ends of the full names that begin with particles, as folded text: "van der berg", "bin okoth"."""
        endings = set[str]()
        for cluster in linker.clusters:
            for first, last in cluster.spans:
                for i in range(first + 1, last):
                    if self._words[i].low in self._lexicons.particles:
                        endings.add(" ".join(w.low for w in self._words[i:last]))
        return frozenset(endings)

    def _with_particles(self, first: int, endings: frozenset[str]) -> int:
        """Where the mention that ends with the word `first` begins when the particles before it belong to it."""
        start = first
        while start > 0 and self._words[start - 1].low in self._lexicons.particles and self._beside_name(start):
            start -= 1
        while start < first and " ".join(w.low for w in self._words[start : first + 1]) not in endings:
            start += 1
        return start

    def _beside_name(self, i: int) -> bool:
        return self._words[i - 1].sentence == self._words[i].sentence

    def _person(self, cluster: Cluster, by_span: dict[Span, Form]) -> Person:
        spans = sorted(cluster.spans)
        mentions = tuple(self._mention(span) for span in spans)
        longest = max(spans, key=self._fullness)
        titles: dict[str, str] = {}
        for first, last in spans:
            for title in self._titles_of(first, last):
                titles.setdefault(title.casefold(), title)
        form = next((by_span[s] for s in [longest, *spans] if s in by_span), None)
        return Person(self._mention(longest).text, tuple(titles.values()), mentions, self._explanation(form))

    def _fullness(self, span: Span) -> tuple[int, bool, int]:
        words = [w for w in self._words[span[0] : span[1]] if w.kind != "mark"]
        parts = sum(1 + w.text.count("-") * (w.text.istitle()) for w in words)
        return parts, any(w.kind != "caps" for w in words), sum(len(skeleton(w.low)) for w in words)

    def _mention(self, span: Span) -> Mention:
        start, end = self._words[span[0]].start, self._words[span[1] - 1].end
        return Mention(start, end, self._text[start:end])

    def _titles_of(self, first: int, last: int) -> list[str]:
        spans = self._finder._titles.before(self._words, first)
        after = self._finder._titles.after(self._words, last)
        found = [self._mention(span).text for span in [*spans, *([after] if after else [])]]
        if self._in_byline(first):
            found.append("byline")
        return found

    def _in_byline(self, first: int) -> bool:
        """Whether only "By" and other names stand before the word `first` on its line: "By Amina Okoth and Jan Keller"."""
        i = first - 1
        while i >= max(0, first - 12) and self._words[i].sentence == self._words[first].sentence:
            word = self._words[i]
            if word.low == "by":
                return self._starts_sentence(i) and not self._goes_on(first)
            if word.low in self._lexicons.calendar or not (word.is_name or word.low in self._lexicons.byline_words):
                return False
            i -= 1
        return False

    def _goes_on(self, first: int) -> bool:
        """Whether the sentence of the word `first` has more than names: "By Monday Okoth had left"."""
        later = [w for w in self._words[first : first + 30] if w.sentence == self._words[first].sentence]
        small = sum(w.kind == "lower" and w.low not in self._lexicons.byline_words for w in later)
        return small > (0 if later[-1].text in ".!?" else 2)

    @staticmethod
    def _explanation(form: Form | None) -> Explanation:
        if form is None:
            return Explanation("part of a known name")
        strongest = max(form.rules, key=lambda rule: form.rules[rule])
        cues = tuple(Mention(w.start, w.end, w.text) for w in dict.fromkeys(form.cue_words))
        return Explanation(strongest, cues)
