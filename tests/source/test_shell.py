"""The reader of bash gives the same words as bash itself."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from dockernotes.source.shell import read_script

BASH = shutil.which("bash")
# Each is a docker command of one line or more, as people quote them, with nothing to fill in.
COMMANDS = [
    """docker run -e "A=b c" -e A='d e' x""",
    """docker run -e A="it's" -e 'A=$B' -e "A=\\$B" x""",
    r"""docker run -e A=a\ b "a\"b" 'c"d' "a\\b" "a\nb" a\nb x""",
    r"""docker run a'b'"c"d '' "" 'a'\''b' \{\} \$x \' \" \\ x""",
    "docker run \\\n  -p 80:80 \\\n  nginx",
    'docker run -e A="line1\nline2" -l "a=b\\\nc" x',
    "docker run a#b 'a#b' x # a comment",
    "docker ps --format 'table {{.ID}}\t{{.Names}}' --filter name=web",
    "docker inspect -f '{{range .Mounts}}{{println .Source}}{{end}}' web",
    "docker ps --format={{.Names}}",
    """docker run x sh -c 'echo "a b"' && true""",
    "docker run x echo é ü 日本 “a” 🚀 {🚀}",
    "docker run =a a= == =~ x",
    "docker run %1 ^a a^b a,b, +x +x=y 0x10 010 1e3 x",
    r"""docker run "C:\Users\me" 'C:\Users' C:\\Users x""",
    "docker run {a} {} {{a}} if then done time x",
    "docker run a:b:c/d@e -- -x !",
    "FOO=bar docker run x",
    'docker run -e A= `#optional` \\\n  -e B=c `# it\'s <one> of "two"` \\\n  x',
    "docker run '`#a`' ' `#a` ' x `#b`",
]


@pytest.mark.skipif(BASH is None, reason="bash is missing")
@pytest.mark.parametrize("command", COMMANDS)
def test_words(command: str) -> None:
    """The words are those that a function in place of docker gets."""
    script = "set -f\ndocker() { printf '%s\\0' docker \"$@\"; }\n" + command
    done = subprocess.run([str(BASH), "--norc", "-c", script], capture_output=True, check=True, timeout=20)
    read = read_script(command)
    assert not read.errors
    assert [word.text for word in read.commands[0].words] == done.stdout.decode().split("\0")[:-1]
    assert not any(word.opaque for word in read.commands[0].words)
