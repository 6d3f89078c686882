"""Blocks of a text that span lines: front matter, comments, code, tables, and bold that was wrapped."""

import re

Source = tuple[int, str]

FRONT_MATTER_KEY = re.compile(r"[\w-]+\s*:(?:\s.*)?|\s+.*|-\s.*|#.*|")
LONGEST_FRONT_MATTER = 100
FENCE = re.compile(r"\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(`{3,10}|~{3,10})([^`]*)")
CODE_INDENT = re.compile(r"(?: {4}| {0,3}\t)")
CODE_LIKE = re.compile(
    r"[{};]\s*$|^\s*(?:def|class|import|from|for|if|while|return|SELECT|INSERT|WITH|#include|public|private)\b"
    r".*[:;(){}*]|\w\([^()]*\)\s*$|^\s*(?:\$|>>>|//|@)\s*\w|^\s*[\w.\[\]]+\s*[-+*/]?=\s*\S|=>|\(\)"
)
SEPARATOR = re.compile(r"[|+]?\s*:?[-=]+:?\s*(?:[|+]\s*:?[-=]+:?\s*)*[|+]?")
OPEN_BOLD = re.compile(r"(?<![^\s(])\*\*(?=[^\s*])")
PIPE = re.compile(r"(?<!\\)\|")
CODE_PIPE = re.compile(r"`[^`|]*\|[^`]*`")


def prepared(sources: list[Source]) -> list[Source]:
    """The source lines without front matter and comments, and with wrapped bold closed on each line."""
    return _with_closed_bold(_without_comments(_without_front_matter(sources)))


def _without_front_matter(sources: list[Source]) -> list[Source]:
    if not sources or sources[0][1] != "---":
        return sources
    for index, (_, line) in enumerate(sources[1:LONGEST_FRONT_MATTER], start=1):
        if line in {"---", "..."}:
            return [(number, "") for number, _ in sources[: index + 1]] + sources[index + 1 :]
        if not FRONT_MATTER_KEY.fullmatch(line):
            break
    return sources


def _without_comments(sources: list[Source]) -> list[Source]:
    last = max((index for index, (_, line) in enumerate(sources) if "-->" in line), default=-1)
    fenced = _fenced(sources)
    kept: list[Source] = []
    is_open = False
    for index, (number, source) in enumerate(sources):
        if is_open or (index <= last and "<!--" in source and index not in fenced):
            line, is_open = _outside_comments(source, is_open=is_open, may_open=index < last)
            kept.append((number, line))
        else:
            kept.append((number, source))
    return kept


def _outside_comments(line: str, *, is_open: bool, may_open: bool) -> tuple[str, bool]:
    parts: list[str] = []
    while line:
        if is_open:
            _, closing, line = line.partition("-->")
            is_open = not closing
            continue
        before, opening, after = line.partition("<!--")
        parts.append(before)
        if opening and not may_open and "-->" not in after:
            parts.append(opening + after)
            break
        line, is_open = after, bool(opening)
    return "".join(parts).rstrip(), is_open


def _with_closed_bold(sources: list[Source]) -> list[Source]:
    """`**A bold question` / `over two lines?**` becomes two bold lines."""
    closed = list(sources)
    for index, (number, line) in enumerate(sources[:-1]):
        following_number, following = sources[index + 1]
        begins = line.count("**") == 1 and OPEN_BOLD.search(line)
        if begins and following.endswith("**") and following.count("**") == 1 and len(following) > 2:
            closed[index : index + 2] = [(number, f"{line}**"), (following_number, f"**{following}")]
    return closed


def code_lines(sources: list[Source]) -> dict[int, str]:
    """The text of each line that is code, fences included (as nothing), by the line's index."""
    return _indented(sources, _fenced(sources))


def _fenced(sources: list[Source]) -> dict[int, str]:
    found: dict[int, str] = {}
    unclosed: dict[str, int] = {}
    index = 0
    while index < len(sources):
        fence = FENCE.fullmatch(sources[index][1])
        end = _fence_end(sources, index, fence[1], unclosed) if fence else None
        if end is not None:
            found.update({inside: sources[inside][1] for inside in range(index + 1, end)})
            found.update({index: "", end: ""})
            index = end
        index += 1
    return found


def _fence_end(sources: list[Source], start: int, fence: str, unclosed: dict[str, int]) -> int | None:
    """Where the fence is closed; a fence that never is marks nothing (and is looked for only once)."""
    if len(fence) >= unclosed.get(fence[0], 11):
        return None
    for index in range(start + 1, len(sources)):
        line = sources[index][1].strip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return index
    unclosed[fence[0]] = len(fence)
    return None


def _indented(sources: list[Source], found: dict[int, str]) -> dict[int, str]:
    """Adds indented blocks that look like code: in plain text, answers are indented too."""
    block: list[int] = []
    is_after_blank = True
    for index, (_, line) in enumerate([*sources, (0, "")]):
        if line and index not in found and CODE_INDENT.match(line) and (block or is_after_blank):
            block.append(index)
            continue
        if 2 * sum(bool(CODE_LIKE.search(sources[inside][1])) for inside in block) >= len(block):
            found.update({inside: sources[inside][1][4:].rstrip() for inside in block})
        block = []
        is_after_blank = not line
    return found


def row_lines(sources: list[Source], code: dict[int, str]) -> dict[int, tuple[str, ...]]:
    """The cells of each line that is a row of a pipe table, by index; a separator row has none."""
    found: dict[int, tuple[str, ...]] = {}
    is_table = False
    for index, (_, line) in enumerate(sources):
        pipes = 0 if index in code else len(PIPE.findall(line))
        if not pipes and not (line.lstrip().startswith("+-") and _is_separator(line)):
            is_table = False
        elif _is_separator(line) and (is_table or index - 1 in found or _heads_table(sources, index)):
            found[index] = ()
            if pipes and index and index - 1 not in found and PIPE.search(sources[index - 1][1]):
                found[index - 1] = cells_of(sources[index - 1][1])
            is_table = True
        elif is_table or index - 1 in found or (pipes >= 2 and _is_framed(line)):
            found[index] = cells_of(line)
    return found


def _heads_table(sources: list[Source], index: int) -> bool:
    line = sources[index][1].lstrip()
    return line.startswith(("+", "|")) or (index > 0 and bool(PIPE.search(sources[index - 1][1])))


def _is_separator(line: str) -> bool:
    return "-" in line and SEPARATOR.fullmatch(line.strip()) is not None


def _is_framed(line: str) -> bool:
    return line.strip().startswith("|") and line.endswith("|")


def cells_of(row: str) -> tuple[str, ...]:
    r"""The row's cells; a pipe that is escaped (`\|`) or stands in code does not part cells."""
    row = CODE_PIPE.sub(lambda code: code[0].replace("|", "\\|"), row.strip())
    inner = row.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.replace("\\|", "|").strip() for cell in PIPE.split(inner))
