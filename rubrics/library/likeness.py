"""How alike two questions are in what they ask, in per cent.

Questions are compared by the words that carry them: endings, order and ways of asking ("explain", "how would
you") do not count, words that mean the same in this field are one word, and words that stand in every second
question ("model", "data") count half. From 70 on they ask the same; below 50 they share a topic at most.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from rapidfuzz import fuzz, process

from rubrics.library.searching.words import stem_of, words_of

# Ways of asking, and words so general that they say nothing of what is asked.
_ASKING = """
about actually after also approach ask before between clearly compare concept consider define describe
detail different difference discuss each ever every everyday example explain give general go good happen
help idea important just know let like main make mean name need now one other outline own please point
practice really say said see set sketch someone somebody something still suppose sure take talk tell term
thing think through time today try two typical understand us use usual very walk want way when word work
would
"""

# What means the same here is one word, the first of its line.
_SAME = """
accuracy correctness
assess evaluate judge measure gauge
avoid prevent prevention stop mitigate mitigation guard
big large huge massive
build create develop implement implementation construct write
cause reason
change alter modify
choose select pick decide selection choice
cost expensive price spend
deal handle treat cope tackle address
decline degrade degradation worsen deteriorate drop decay
deploy release ship rollout launch deployment
design architect architecture
detect notice spot identify recognise recognize discover detection
explainable interpretable explainability interpretability
fast quick speed speedy accelerate
fix repair resolve solve remedy
improve increase boost raise enhance
job task
missing absent lacking incomplete
monitor watch observe observability monitoring track
live production
reduce decrease lower cut shrink
slow latency delay
team colleague
test check verify validate
train fit learn training
trade tradeoff
useful purpose benefit advantage
user customer client
wrong fault error mistake bug failure fail
"""

# These stand in every second question.
_GENERAL = """
model data system machine learn train feature deploy live user team product build design assess choose
result value problem performance metric question company
"""

# Two spellings of one word, in per cent of their letters, from so many letters on.
_SPELLED_ALIKE, _SHORTEST = 86, 6
# A question that stands as a whole within a longer one, from so many words on.
_CONTAINED, _ENOUGH_WORDS = 92, 6
# Where words in common become per cent: (share of the words, per cent), with straight lines between.
_SCALE = ((0.0, 0), (0.6, 48), (0.68, 70), (1.0, 100))


def likeness(one: str, other: str) -> int:
    """How alike two questions are, 0 to 100; the same for both orders, and 0 where there are no words."""
    first, second = _stems(one), _stems(other)
    if not first or not second:
        return 0
    first, second = _joined(first, second), _joined(second, first)
    return max(_by_words(set(first), set(second)), _by_containment(first, second))


def _stems(text: str) -> list[str]:
    stems = (_ONE_FOR.get(stem, stem) for stem in map(stem_of, words_of(text)))
    return [stem for stem in stems if stem not in _UNASKED]


def _joined(stems: list[str], other: Iterable[str]) -> list[str]:
    """Two neighbours as one word where the other text writes them so: data set, dataset."""
    whole = set(other)
    joined, at = [], 0
    for left, right in [*pairwise(stems), (stems[-1], "")]:
        if at:
            at = 0
        elif right and left + right in whole:
            joined.append(left + right)
            at = 1
        else:
            joined.append(left)
    return joined


def _by_words(first: set[str], second: set[str]) -> int:
    shared = first & second
    # In the alphabet's order, so that both orders of the texts give the same.
    left, right = sorted(first - shared), sorted(second - shared)
    weight = 2.0 * sum(map(_weight, shared))
    for stem in left:
        twin = _twin(stem, right)
        if twin:
            right.remove(twin)
            weight += _weight(stem) + _weight(twin)
    whole = sum(map(_weight, first)) + sum(map(_weight, second))
    return _per_cent(weight / whole)


def _twin(stem: str, others: list[str]) -> str | None:
    """The same word in another spelling."""
    if len(stem) < _SHORTEST:
        return None
    found = process.extractOne(stem, others, scorer=fuzz.ratio, score_cutoff=_SPELLED_ALIKE)
    return found[0] if found else None


def _by_containment(first: list[str], second: list[str]) -> int:
    if min(len(set(first)), len(set(second))) < _ENOUGH_WORDS:
        return 0
    contained = fuzz.partial_ratio(" ".join(first), " ".join(second), score_cutoff=_CONTAINED)
    return round(contained * 0.9)


def _weight(stem: str) -> float:
    return 0.5 if stem in _SLIGHT else 1.0


def _per_cent(share: float) -> int:
    for (low, low_per_cent), (high, high_per_cent) in pairwise(_SCALE):
        if share <= high:
            return round(low_per_cent + (share - low) / (high - low) * (high_per_cent - low_per_cent))
    return 100


def _same() -> Mapping[str, str]:
    lines = ([stem_of(word) for word in line.split()] for line in _SAME.strip().splitlines())
    return {stem: line[0] for line in lines for stem in line}


_ONE_FOR = _same()
_UNASKED = frozenset(stem_of(word) for word in _ASKING.split())
_SLIGHT = frozenset(_ONE_FOR.get(stem, stem) for stem in map(stem_of, _GENERAL.split()))
