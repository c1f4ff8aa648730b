"""Groups of mentions of one article."""

from __future__ import annotations

from collections.abc import Callable


class Groups:
    """Union-find over mention numbers that honours pairs kept apart."""

    def __init__(self, size: int, apart: Callable[[int, int], bool]) -> None:
        self._parent = list(range(size))
        self._members = {n: [n] for n in range(size)}
        self._apart = apart

    def root(self, n: int) -> int:
        """The number by which the group of a mention goes."""
        while self._parent[n] != n:
            n = self._parent[n]
        return n

    def members(self, n: int) -> list[int]:
        """All mentions of a group."""
        return self._members[self.root(n)]

    def join(self, left: int, right: int) -> bool:
        """Make two groups one; ``False`` when they are kept apart."""
        left, right = sorted((self.root(left), self.root(right)))
        if left == right:
            return True
        if any(self._apart(a, b) for a in self._members[left] for b in self._members[right]):
            return False
        self._parent[right] = left
        self._members[left] += self._members.pop(right)
        return True

    def roots(self) -> list[int]:
        """One number for each group, in order."""
        return sorted(self._members)
