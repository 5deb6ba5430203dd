"""The Compose file that the page makes from `docker run`: valid for the schema, for Compose, and on a real engine."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import validator_for
from ruamel.yaml import YAML

from dockernotes.dockercli.spec.model import load_spec
from explain.node import Page

pytestmark = pytest.mark.node
SCHEMA = json.loads((files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json").read_text())

# Runs that an engine can create a container from. Each flag with a key of a service is in one of these lists.
RUNS = [
    "docker run alpine",
    "docker run -dit --name web -p 8080:80 -p 127.0.0.1:8443:443/tcp -p 9000-9002:9000-9002/udp -p 53 nginx:alpine",
    "docker run -p '[::1]:8081:81' -p target=82,published=8082,protocol=udp --expose 90 --expose 91/udp alpine",
    "docker run -e A=b -e EMPTY= -e 'SPACES=a b' -e 'CASH=$5 ${x}' -e NUMBER=5 -e ON=true -e COLON='a: b' alpine env",
    "docker run -l a=b -l none -l 'text=x y' --annotation a=b alpine",
    "docker run -v data:/data -v /tmp:/host:ro -v /anonymous -v ./here:/here alpine",
    "docker run --mount type=volume,src=data,dst=/data,readonly,volume-nocopy --mount type=bind,src=/tmp,dst=/x alpine",
    "docker run --mount type=bind,src=/tmp,dst=/x,bind-propagation=rslave,bind-recursive=disabled alpine",
    "docker run --mount type=tmpfs,dst=/t,tmpfs-size=64m,tmpfs-mode=1777 --tmpfs /u:size=1m,mode=700 --tmpfs /v alpine",
    "docker run --mount dst=/x,volume-label=a=b,volume-driver=local alpine",
    "docker run -m 512m --memory-swap 1g --memory-reservation 256m --cpus 1.5 --cpu-shares 512 --shm-size 128m alpine",
    "docker run --cpuset-cpus 0 --cpu-period 50000 --cpu-quota 25000 --pids-limit 100 --oom-score-adj 100 alpine",
    "docker run --ulimit nofile=1024:2048 --ulimit nproc=100 --stop-signal SIGINT --stop-timeout 30 --init alpine",
    "docker run --restart unless-stopped --read-only --privileged --userns host --cgroupns host --pid host alpine",
    "docker run --restart on-failure:3 --restart no --ipc host --uts host alpine",
    "docker run --cap-add NET_ADMIN --cap-drop ALL --security-opt no-new-privileges --group-add 1000 -u 1:1 alpine",
    "docker run --device /dev/null:/dev/x:rwm --device-cgroup-rule 'c 1:3 mr' --sysctl net.ipv4.ip_forward=1 alpine",
    "docker run -h box --domainname example.org --dns 1.1.1.1 --dns-search example.org --dns-option ndots:2 alpine",
    "docker run --add-host db:10.0.0.5 --add-host host.docker.internal:host-gateway alpine",
    "docker run --network host alpine",
    "docker run --network none --mac-address 02:42:ac:11:00:02 alpine",
    "docker run --entrypoint sh -w /srv alpine -c 'echo $HOME \"$(pwd)\"; exit 3'",
    "docker run --entrypoint '' alpine sleep '' 5 yes 0x10 1e3 '- a' '#b' 'c: d' '~'",
    "docker run --health-cmd 'test -f /x || exit 1' --health-interval 5s --health-timeout 2s --health-retries 4 alpine",
    "docker run --health-cmd true --health-start-period 1m30s --health-start-interval 2s alpine",
    "docker run --no-healthcheck alpine",
    "docker run --log-driver json-file --log-opt max-size=10m --log-opt max-file=3 --platform linux/amd64 alpine",
    "docker run --pull never --rm=false --init=false --read-only=true -i -t alpine@sha256:DIGEST",
    "docker run --blkio-weight 300 --memory-swappiness 50 --oom-kill-disable=false alpine",
]
# Runs that need networks, a container, files and variables, which the test creates.
SET_UP = [
    "docker run --network shop --network-alias db --ip 172.28.0.5 --ip6 fd00:28::5 --link-local-ip 169.254.1.1 alpine",
    "docker run --network name=shop,alias=a,alias=b,ip=172.28.0.6 --network back alpine",
    "docker run --network shop --network back --mac-address 02:42:ac:11:00:02 alpine",
    "docker run --env-file .env --label-file labels.txt --volumes-from giver alpine",
    'docker run -v "$PWD":/src -v $(pwd)/a:/a -v ${HOME}/b:/b -e TOKEN -e A=$B -w /src "$IMAGE" echo $X',
    "docker run -v ~/x:/x -p $PORT:80 alpine",
]
# Runs for which the engine of a test machine lacks a network, a device, a plugin or a file.
OTHERS = [
    "docker network create shop\ndocker run -d --name db --network shop postgres:18\ndocker run --network shop nginx",
    "docker run --gpus all alpine",
    "docker run --gpus 2 alpine",
    """docker run --gpus '"device=0,1",capabilities=gpu' alpine""",
    "docker run --env-file .env --label-file labels.txt --volumes-from db:ro --link db:database alpine",
    "docker run --device-read-bps /dev/a:1mb --device-write-iops /dev/a:100 --blkio-weight-device /dev/x:200 alpine",
    "docker run --device-write-bps /dev/sda:1mb --device-read-iops /dev/sda:100 --storage-opt size=1g alpine",
    "docker run --cpu-rt-period 100 --cpu-rt-runtime 50 --cgroup-parent x --runtime runc --use-api-socket alpine",
    "docker run --isolation hyperv --cpu-count 2 --cpu-percent 50 --oom-kill-disable alpine",
    "docker run --mount type=volume,src=nfs,dst=/x,volume-opt=type=nfs,volume-opt=o=addr=h,volume-subpath=a alpine",
    "docker run --mount type=image,src=busybox,dst=/x,image-subpath=bin --volume-driver local -v v:/v alpine",
    "docker run --mount type=bind,src=/a,dst=/b,bind-recursive=disabled,consistency=cached alpine",
    "docker run -v ~/x:/x --name 'Mein Behälter' -p $PORT:80 alpine",
    "docker run web\ndocker run web\ndocker run --name other web",
]
# Flags without a key.
LEFT = (
    *(
        "--detach",
        "--rm",
        "--publish-all",
        "--attach",
        "--cidfile",
        "--quiet",
        "--help",
        "--sig-proxy",
        "--detach-keys",
    ),
    *("--io-maxbandwidth", "--io-maxiops", "--kernel-memory", "--umask", "--cpuset-mems", "--disable-content-trust"),
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(tmp_path_factory.mktemp("compose"))


@pytest.fixture(scope="module")
def made(page: Page) -> dict[str, str]:
    """The Compose file of each run."""
    runs = [run.replace("DIGEST", "a" * 64) for run in (*RUNS, *SET_UP, *OTHERS)]
    answers = page.ask("compose", [{"text": run} for run in runs])
    assert [answer["problems"] for answer in answers if answer["problems"]] == []
    return {run: answer["yaml"] for run, answer in zip((*RUNS, *SET_UP, *OTHERS), answers, strict=True)}


def test_every_flag_of_run_has_a_key_or_a_word_why_not(page: Page) -> None:
    flags = {flag.name for flag in load_spec().by_name["docker run"].flags}
    keyed = set(page.ask("keyed", [{}])[0])
    assert flags - keyed == set(LEFT)
    used = " ".join((*RUNS, *SET_UP, *OTHERS))
    short = {f.name: f.short for f in load_spec().by_name["docker run"].flags if f.short}
    hidden = {"--net", "--net-alias", "--dns-opt"}
    assert [n for n in sorted(keyed - hidden) if n not in used and f" {short.get(n, n)}" not in used] == []


def test_every_file_is_valid(made: dict[str, str]) -> None:
    """It is checked with the schema in check-jsonschema, which is the Compose specification's."""
    validator = validator_for(SCHEMA)
    faults = [
        (run, text, str(e)) for run, text in made.items() for e in validator.iter_errors(YAML(typ="safe").load(text))
    ]
    assert faults == []


# Commands, those that do the same with the file, and what is said about the rest.
STARTED = [
    ("docker run -d -p 80:80 nginx", ["docker compose up -d"], "docker compose up -d"),
    ("docker run -it ubuntu bash", ["docker compose run --rm ubuntu"], ""),
    ("docker run --rm -p 80:80 nginx", ["docker compose run --rm --service-ports nginx"], ""),
    ("docker run -d --rm nginx", ["docker compose up -d"], "`docker compose down` removes the container"),
    ("docker run --rm=false nginx", ["docker compose up -d"], ""),
    ("docker create -it nginx", ["docker compose up -d"], ""),
    (
        "docker run -it alpine sh\ndocker run -d --name db postgres:18",
        ["docker compose up -d db", "docker compose run --rm alpine"],
        "",
    ),
    ('docker run --rm -i lint < Dockerfile 2>"a b"', ["docker compose run --rm lint"], 'does `< Dockerfile 2>"a b"`'),
    ("cat x |\n docker run -i lint", ["docker compose run --rm lint"], "The part before the `|` comes"),
    ("docker run -i lint <<EOF\nx\nEOF", ["docker compose run --rm lint"], "The text after `<<` comes"),
    ("docker run -d lint >out.txt", ["docker compose up -d"], "A Compose file has no place for it."),
    (
        'for i in 1 2; do docker run -d --name "web$i" x; done',
        ["docker compose up -d"],
        "Your shell fills in the name.",
    ),
    (
        "docker run --mount 'dst=/n,\"volume-opt=o=a,rw\"' x",
        ["docker compose up -d"],
        "such as `src=data`, or they're",
    ),
]


def test_how_it_is_started_and_what_the_file_lacks(page: Page) -> None:
    """A container to type into, or removed when it ends, isn't a lasting service. A shell's part isn't in the file."""
    answers = page.ask("explain", [{"text": text} for text, _, _ in STARTED])
    for (text, starts, said), answer in zip(STARTED, answers, strict=True):
        assert answer["compose"]["starts"] == starts, text
        assert said in " ".join(answer["compose"]["notes"]), (text, answer["compose"]["notes"])
        assert ("has no key" in " ".join(answer["compose"]["notes"])) == ("removes" in said), text
    beside = ("your shell", "fills in", "such as `src", "no place")
    plain = ["false || docker run x", "echo a; docker run x", "cat x | wc\ndocker run x", "docker run --mount dst=/n x"]
    plain += ["docker run --hostname 'a$b' x", "docker run x 2>&1", "docker run --mount src=ab,dst=/n,volume-opt=o=a x"]
    for answer in page.ask("explain", [{"text": text} for text in plain]):
        notes = answer["compose"]["notes"]
        assert [note for note in notes if any(each in note for each in beside)] == [], notes


@pytest.mark.docker
def test_compose_takes_every_file(made: dict[str, str], tmp_path: Path) -> None:
    """`docker compose config` reads a file, and everything that it names, without an engine."""
    (tmp_path / ".env").write_text("A=b\n")
    (tmp_path / "labels.txt").write_text("a=b\n")
    environment = os.environ | {"IMAGE": "alpine", "PORT": "80", "B": "c", "X": "d", "HOME": str(tmp_path)}
    for run, text in made.items():
        command = ["docker", "compose", "--project-directory", str(tmp_path), "-f", "-", "config", "--format", "json"]
        done = subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (run, text, done.stderr)
        assert "variable is not set" not in done.stderr, (run, text, done.stderr)
        if "echo $X" in run:
            service: dict[str, Any] = json.loads(done.stdout)["services"]["app"]
            assert service["command"] == ["echo", "d"]
            assert service["volumes"][0]["source"] == str(tmp_path)


# What differs between any two containers, or between the two ways to create one, whatever was asked for.
APART = {"Hostname", "Labels", "Image", "AttachStdout", "AttachStderr", "AttachStdin", "StdinOnce", "ExposedPorts"}
APART |= {"NetworkMode", "ConsoleSize", "Binds", "Mounts", "PortBindings", "Volumes"}


def _inspected(container: str) -> dict[str, Any]:
    """Return an engine's settings of a container, in a form that can be compared."""
    command = ["docker", "inspect", container]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)[0]
    config, host = found["Config"], found["HostConfig"]
    plain = {k: v for k, v in (config | host).items() if k not in APART and v not in (None, [], {}, "")}
    plain |= {k: sorted(plain[k], key=str) for k in ("ExtraHosts", "Ulimits") if k in plain}
    labels = {k: v for k, v in config["Labels"].items() if not k.startswith("com.docker.compose")}
    mounts = [
        (m["Type"], m["Destination"], m["RW"], m["Propagation"], m["Source"] if m["Type"] == "bind" else "")
        for m in found["Mounts"]
    ]
    return plain | {
        "Env": sorted(config["Env"] or []),
        "Labels": labels,
        "Mounts": sorted(mounts),
        "Names": sorted(m["Name"] for m in found["Mounts"] if len(m.get("Name", "")) not in (0, 64)),
        "Tmpfs": sorted((host.get("Tmpfs") or {}).items()),
        "Ports": sorted(
            (k, p["HostIp"], p["HostPort"]) for k, v in (host.get("PortBindings") or {}).items() for p in v
        ),
        "Exposed": sorted(p if "/" in p else f"{p}/tcp" for p in config.get("ExposedPorts") or []),
        "Network": host["NetworkMode"] if host["NetworkMode"] in ("host", "none") else "",
        "Endpoints": {
            name: {
                "Aliases": end["Aliases"] or [],
                "Addresses": end["IPAMConfig"] or {},
                "Mac": end["MacAddress"],
            }
            for name, end in found["NetworkSettings"]["Networks"].items()
        },
    }


@pytest.mark.engine
@pytest.mark.docker
@pytest.mark.parametrize("run", RUNS)
def test_an_engine_holds_both_for_the_same(run: str, made: dict[str, str], tmp_path: Path) -> None:
    """The containers of `docker create` and of the Compose file have exactly the same settings."""
    (tmp_path / "here").mkdir()
    command = run.replace("-dit", "-it").replace("alpine@sha256:DIGEST", "alpine")
    text = made[run].replace("alpine@sha256:" + "a" * 64, "alpine")
    ours, theirs = _both(command, text, tmp_path, {})
    assert _unlike(ours, theirs) == {}, text


@pytest.fixture
def around(tmp_path: Path) -> Iterator[dict[str, str]]:
    """What SET_UP needs: two networks, a container with a volume, two files, and the variables to run with."""
    (tmp_path / ".env").write_text("A=b\nSPACES=a b\n")
    (tmp_path / "labels.txt").write_text("a=b\n")
    networks = [["shop", "--subnet", "172.28.0.0/16", "--ipv6", "--subnet", "fd00:28::/64"], ["back"]]
    try:
        for network in networks:
            subprocess.run(["docker", "network", "create", *network], check=True, capture_output=True)
        giver = ["docker", "create", "--name", "giver", "-v", "given:/given", "alpine"]
        subprocess.run(giver, check=True, capture_output=True)
        yield {"IMAGE": "alpine", "PORT": "8099", "B": "c", "X": "d", "TOKEN": "t", "HOME": str(tmp_path)}
    finally:
        subprocess.run(["docker", "rm", "-f", "giver"], capture_output=True, check=False)
        subprocess.run(["docker", "volume", "rm", "given"], capture_output=True, check=False)
        subprocess.run(["docker", "network", "rm", "shop", "back"], capture_output=True, check=False)


@pytest.mark.engine
@pytest.mark.docker
@pytest.mark.parametrize("run", SET_UP)
def test_networks_files_and_variables_are_the_same(
    run: str, made: dict[str, str], tmp_path: Path, around: dict[str, str]
) -> None:
    ours, theirs = _both(run, made[run], tmp_path, around)
    endpoints, wanted = ours.pop("Endpoints"), theirs.pop("Endpoints")
    for held in (ours, theirs):
        held.pop("MacAddress", None)  # an older place for what is in the endpoint
    assert _unlike(ours, theirs) == {}, made[run]
    if "--network" in run:
        assert endpoints.keys() == wanted.keys()
    for network in wanted.keys() & {"shop", "back"}:
        names = set(endpoints[network].pop("Aliases")) - {"alpine", "explained-alpine-1"}  # Compose adds its own
        assert names == set(wanted[network].pop("Aliases"))
        assert endpoints[network] == wanted[network]


@pytest.mark.engine
@pytest.mark.docker
def test_compose_forgets_that_volumes_of_a_container_are_read_only(
    page: Page, tmp_path: Path, around: dict[str, str]
) -> None:
    """The page says so. If this test fails, Compose has fixed it, and the remark can be removed."""
    run = "docker run --volumes-from giver:ro alpine"
    answer = page.ask("compose", [{"text": run}])[0]
    ours, theirs = _both(run, answer["yaml"], tmp_path, around)
    assert ours["VolumesFrom"] == ["giver"]
    assert theirs["VolumesFrom"] == ["giver:ro"]
    assert any("leaves out the `:ro`" in note for note in answer["notes"])


def _unlike(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    keys = (ours | theirs).keys() - {"Endpoints"}
    return {k: (ours.get(k), theirs.get(k)) for k in keys if ours.get(k) != theirs.get(k)}


def _both(run: str, text: str, folder: Path, variables: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the engine's settings of the container of a Compose file, and of the command's own container."""
    environment = os.environ | variables
    create = ["bash", "-c", run.replace("docker run", "docker create", 1)]
    plain = subprocess.run(create, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert plain.returncode == 0, plain.stderr
    container = plain.stdout.strip()
    if "--name" in run:
        subprocess.run(["docker", "rename", container, "other"], check=True)
    compose = ["docker", "compose", "--project-directory", str(folder), "-p", "explained", "-f", "-"]

    def composed(*words: str) -> subprocess.CompletedProcess[str]:
        command = [*compose, *words]
        return subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False)

    try:
        done = composed("create")
        assert done.returncode == 0, (text, done.stderr)
        return _inspected(composed("ps", "-aq").stdout.strip()), _inspected(container)
    finally:
        composed("down", "--volumes")
        subprocess.run(["docker", "rm", "-fv", container], capture_output=True, check=False)
        subprocess.run(["docker", "volume", "rm", "data"], capture_output=True, check=False)
