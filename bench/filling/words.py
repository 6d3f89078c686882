"""What interviewers and committees write, in their length and variety; the same words for the same seed."""

from random import Random

WHAT = (
    "Explained why the validation set leaks",
    "Wrote the sampling step without a hint",
    "Named the cost of a false alarm before choosing a threshold",
    "Drew the path from event to feature",
    "Asked what the model replaces today",
    "Compared batch and online serving",
    "Told of an outage they had caused",
    "Estimated the memory of the index",
    "Chose a simple baseline first",
    "Split the data by customer and by time",
    "Described how a rollback is done",
    "Measured agreement between two labellers",
)
HOW = (
    "with numbers from an earlier project",
    "and said what would change their mind",
    "after one question from me",
    "but did not say how to watch it in production",
    "and checked the result by hand",
    "in words that a product manager would follow",
    "though the second half stayed vague",
    "and listed three ways in which it fails",
    "before I had finished the question",
    "and admitted what they did not know",
)
FIRST_NAMES = (
    "Amara",
    "Björn",
    "Chiara",
    "Dilan",
    "Eun-ji",
    "Farid",
    "Grace",
    "Hiro",
    "Ilse",
    "José",
    "Kavya",
)
LAST_NAMES = ("Adeyemi", "Berg", "Castillo", "Demir", "Evans", "Fischer", "Gupta", "Haddad", "Ito", "Jansen")


class Pen:
    """Writes what people would write."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def sentence(self) -> str:
        return f"{self.chance.choice(WHAT)} {self.chance.choice(HOW)}."

    def note(self) -> str:
        """Two to four sentences, some 200 characters."""
        return " ".join(self.sentence() for _ in range(self.chance.randint(2, 4)))

    def name(self) -> str:
        return f"{self.chance.choice(FIRST_NAMES)} {self.chance.choice(LAST_NAMES)}"
