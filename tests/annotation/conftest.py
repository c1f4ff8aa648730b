"""One annotated article for all tests of this folder."""

import pytest

from pipeline.annotation.format import AnnotatedArticle, parse

EXAMPLE = """\
id: xx-001
country: UZ
register: translated officialese
published: 2025-03-14
publisher: i1
---
# A memorandum with [Nurobod Polytechnic University](i2)

On [12 March 2025](d=2025-03-12), the [rector](r) of [Sardoba State Institute](i1), [Karim Yo‘ldoshev](p1), and Prof. [Lola Aminova](p2) of the [Faculty of Law of [Nurobod Polytechnic University](i2)](i3) signed a [memorandum](a1) in [Jizzakh](l1) \\[photo\\].
- Under [Bright Steps](g1), [the Institute](=i1) gets [USD 1.2 million](m=1200000 USD) [until 2030](d=/2030); see C:\\\\news.
- The [Sardoba and Nurobod Lyceums](i4,i5) will join a [seminar](e1).
---
i1: institute, UZ
i2: university, UZ
i3: faculty, UZ < i2
i4: school, -
i5: school, -
p1: rector @ i1
p2:
a1: memorandum of understanding | signed | i1, i2 | by p1, p2 | on 2025-03-12 | scientific cooperation
e1: seminar | - | at l1 | by i1, p2
m1: i1 <- g1 | development
"""  # noqa: E501


@pytest.fixture(scope="session")
def example_text() -> str:
    return EXAMPLE


@pytest.fixture(scope="session")
def example() -> AnnotatedArticle:
    return parse(EXAMPLE, "xx-001.ann")
