"""The site's claims about Docker, as scripts that print what a page promises. Everything they make is named `dnerr…`.

A row: where the site says it, the script, and a pattern that its output must match. `docker`: the engines that the
claim is about, as in a fence's option. Scripts run as those in provoked.py do.
"""

# ruff: noqa: E501 - scripts are written as they are typed

from __future__ import annotations

from typing import NamedTuple


class Fact(NamedTuple):
    """A claim of the site, and the script that proves it."""

    where: str
    script: str
    prints: str
    docker: str = ""


FACTS = {
    "a port lost at the first start stays lost": Fact(
        "docker start; beyond/13-when-it-breaks.md",
        """
        docker run -d --name dnerr-a -p 8199:80 alpine sleep 60 >/dev/null
        docker run -d --name dnerr-b -p 8199:80 alpine sleep 60 >/dev/null 2>&1
        docker rm -f dnerr-a >/dev/null; docker start dnerr-b; echo "[$(docker port dnerr-b)]"
        docker restart -t 0 dnerr-b; echo "[$(docker port dnerr-b)]" """,
        r"dnerr-b\n\[\]\ndnerr-b\n\[\]",
        "29",
    ),
    "compose up does not give the port back, --force-recreate does": Fact(
        "docker compose start; beyond/13-when-it-breaks.md",
        """
        docker run -d --name dnerr-a -p 8199:80 alpine sleep 60 >/dev/null
        printf 'name: dnerrp\\nservices: {b: {image: alpine, command: sleep 60, init: true, ports: ["8199:80"]}}\\n' > compose.yaml
        docker compose up -d >/dev/null 2>&1; echo "first $?"; docker rm -f dnerr-a >/dev/null
        docker compose up -d >/dev/null 2>&1; echo "second $?, [$(docker port dnerrp-b-1)]"
        docker compose up -d --force-recreate >/dev/null 2>&1; docker port dnerrp-b-1; docker compose down >/dev/null 2>&1""",
        r"first 1\nsecond 0, \[\]\n80/tcp -> ",
        "29",
    ),
    "a tag that is built again takes the old image away": Fact(
        "course/05-images-and-containers.md; beyond/14-cleaning-up.md",
        """
        printf 'FROM alpine\\nLABEL a=1' | docker build -q -t dnerr -; id=$(docker image inspect -f '{{.Id}}' dnerr)
        printf 'FROM alpine\\nLABEL a=2' | docker build -q -t dnerr -; docker image inspect $id >/dev/null""",
        r"No such image: sha256:",
        "29",
    ),
    "compose down -v deletes a volume made by hand": Fact(
        "docker compose down --volumes",
        """
        docker volume create dnerrp_data >/dev/null
        printf 'name: dnerrp\\nservices: {a: {image: alpine, volumes: ["data:/data"]}}\\nvolumes: {data: }\\n' > compose.yaml
        docker compose up 2>&1 | grep 'not created by'; docker compose down -v >/dev/null 2>&1
        docker volume ls -q --filter name=dnerrp | wc -l""",
        r"was not created by Docker Compose[^\n]*\n0",
    ),
    "compose down -v spares an external volume": Fact(
        "volumes.external",
        """
        docker volume create dnerr-v >/dev/null
        printf 'name: dnerrp\\nservices: {a: {image: alpine, volumes: ["data:/data"]}}\\n' > compose.yaml
        printf 'volumes: {data: {name: dnerr-v, external: true}}\\n' >> compose.yaml
        docker compose up >/dev/null 2>&1; docker compose down -v >/dev/null 2>&1; docker volume ls -q --filter name=dnerr""",
        r"^dnerr-v$",
    ),
    "a changed content of a config is not noticed": Fact(
        "configs; docker compose up",
        """
        file() { printf 'name: dnerrp\\nservices: {a: {image: alpine, init: true, command: sleep 60, configs: [{source: c, target: /c}]}}\\nconfigs: {c: {content: %s}}\\n' $1 > compose.yaml; }
        file one; docker compose up -d >/dev/null 2>&1; file two; docker compose up -d >/dev/null 2>&1
        docker compose exec -T a cat /c; echo; docker compose up -d --force-recreate >/dev/null 2>&1
        docker compose exec -T a cat /c; docker compose down >/dev/null 2>&1""",
        r"^one\ntwo",
    ),
    "a service of a profile, started by its name, survives down": Fact(
        "services.profiles; beyond/12-compose.md",
        """
        printf 'name: dnerrp\\nservices: {a: {image: alpine, init: true, command: sleep 60, profiles: [x]}}\\n' > compose.yaml
        docker compose up -d a >/dev/null 2>&1; docker compose down >/dev/null 2>&1
        docker ps --filter name=dnerrp --format '{{.Names}}'
        docker compose --profile '*' down >/dev/null 2>&1; docker ps -q --filter name=dnerrp | wc -l""",
        r"^dnerrp-a-1\n0$",
    ),
    "containers of compose run survive down": Fact(
        "docker compose down",
        """
        printf 'name: dnerrp\\nservices: {a: {image: alpine}}\\n' > compose.yaml
        docker compose run a true >/dev/null 2>&1; docker compose down >/dev/null 2>&1
        docker ps -a --filter name=dnerrp --format '{{.Names}}' | wc -l
        docker compose down --remove-orphans >/dev/null 2>&1; docker ps -aq --filter name=dnerrp | wc -l""",
        r"^1\n0$",
    ),
    "up --wait fails for a service that ends well": Fact(
        "docker compose up --wait; beyond/12-compose.md",
        """
        printf 'name: dnerrp\\nservices: {a: {image: alpine, command: "true"}}\\n' > compose.yaml
        docker compose up -d --wait 2>&1 | tail -n 1; docker compose down >/dev/null 2>&1""",
        r"container dnerrp-a-1 exited \(0\)",
    ),
    "a changed volume asks before its data goes, and -y answers": Fact(
        "docker compose up --yes",
        """
        file() { printf 'name: dnerrp\\nservices: {a: {image: alpine, command: "%s", volumes: ["data:/data"]}}\\nvolumes: {data: {labels: {n: "%s"}}}\\n' "$1" $2 > compose.yaml; }
        file 'touch /data/f' 1; docker compose up >/dev/null 2>&1
        file 'ls /data' 2; docker compose up 2>&1 </dev/null | grep -E 'Recreate|f$' | head -n 3; docker compose up -y 2>&1 | grep -c '| f'
        docker compose down -v >/dev/null 2>&1""",
        r"Recreate \(data will be lost\)\?(?s:.*)^0$",
    ),
    "of two included files the first wins": Fact(
        "include",
        """
        echo 'services: {web: {image: nginx}}' > one.yaml; echo 'services: {web: {image: alpine}}' > two.yaml
        printf 'name: dnerrp\\ninclude: [one.yaml, two.yaml]\\n' > compose.yaml; docker compose config --images
        printf 'name: dnerrp\\ninclude: [one.yaml]\\nservices: {web: {image: redis:8}}\\n' > compose.yaml; docker compose config --images""",
        r"^nginx\nredis:8$",
    ),
    "a project's name is written in lower case": Fact(
        "name",
        "printf 'name: My.App\\nservices: {a: {image: alpine}}\\n' > compose.yaml; docker compose config | head -n 1",
        r"^name: myapp$",
    ),
    "a mistyped project looks empty": Fact(
        "beyond/12-compose.md",
        "printf 'services: {a: {image: alpine}}\\n' > compose.yaml; docker compose -p Nope ps -q; echo \"code $?\"",
        r"^code 0$",
    ),
    "one letter before the colon is a drive": Fact(
        "docker run --volume; beyond/10-data.md",
        """
        docker create --name dnerr-a -v v:/data alpine >/dev/null
        docker inspect -f '{{range .Mounts}}{{.Type}} {{.Destination}}{{end}}' dnerr-a; docker rm -v dnerr-a >/dev/null""",
        r"^volume v:/data$",
    ),
    "a volume's name has two characters": Fact(
        "docker volume create", "docker volume create v", r"volume name is too short"
    ),
    "rmi --force takes the name and keeps the image": Fact(
        "docker rmi --force",
        """
        printf 'FROM alpine\\nLABEL a=1' | docker build -q -t dnerr - >/dev/null; docker create --name dnerr-a dnerr >/dev/null
        docker rmi -f dnerr; docker start dnerr-a; docker rm -f dnerr-a >/dev/null""",
        r"^Untagged: dnerr:latest\ndnerr-a$",
        "29",
    ),
    "save without a tag packs every tag": Fact(
        "docker save; course/06-registries.md",
        "docker save alpine | tar -xO manifest.json | grep -o 'alpine:[a-z0-9.]*' | sort -u",
        r"^alpine:3\.22\nalpine:latest$",
    ),
    "a build argument that is not declared changes nothing": Fact(
        "docker build --build-arg",
        "echo 'FROM alpine' | docker build -q --build-arg NOPE=1 - >/dev/null; echo \"code $?\"",
        r"^code 0$",
    ),
    "a COPY whose star matches nothing is no error": Fact(
        "COPY; course/08-dockerfile.md",
        "printf 'FROM alpine\\nCOPY nope*.json ./\\n' > Dockerfile; docker build -q . >/dev/null; echo \"code $?\"",
        r"^code 0$",
    ),
    "a COPY of two files without a slash keeps the last": Fact(
        "COPY; course/08-dockerfile.md",
        """
        echo a > a.txt; echo b > b.txt; printf 'FROM alpine\\nCOPY a.txt b.txt /notes\\n' > Dockerfile
        docker build -q -t dnerr . >/dev/null; docker run --rm dnerr cat /notes; docker build -q --check .""",
        r"^b\n.*no warnings found",
    ),
    "COPY --exclude does nothing to a file that is named": Fact(
        "COPY --exclude",
        """
        mkdir d; touch d/a.txt d/b.md
        printf 'FROM alpine\\nCOPY --exclude=*.txt d /one/\\nCOPY --exclude=*.txt d/a.txt d/*.txt /two/\\n' > Dockerfile
        docker build -q -t dnerr . >/dev/null; docker run --rm dnerr ls /one /two""",
        r"^/one:\nb\.md\n\n/two:\na\.txt$",
    ),
    "a heredoc of RUN is a script, and quotes count inside it": Fact(
        "course/08-dockerfile.md",
        """
        printf 'FROM alpine\\nRUN <<"EOF"\\necho $HOME > /a\\nEOF\\nRUN cat <<"EOF" > /b\\n$HOME\\nEOF\\nRUN cat <<EOF > /c\\n$HOME\\nEOF\\n' > Dockerfile
        docker build -q -t dnerr . >/dev/null; docker run --rm dnerr cat /a /b /c""",
        r"^/root\n\$HOME\n/root$",
    ),
    "seccomp=unconfined leaves the capabilities alone": Fact(
        "beyond/15-security.md",
        """
        caps() { docker run --rm "$@" alpine sh -c "grep -E '^(CapEff|Seccomp):' /proc/1/status | cut -f2 | xargs"; }
        [ "$(caps | cut -d' ' -f1)" = "$(caps --security-opt seccomp=unconfined | cut -d' ' -f1)" ] && echo "same rights"
        caps --security-opt seccomp=unconfined | cut -d' ' -f2
        [ "$(caps | cut -d' ' -f1)" = "$(caps --privileged | cut -d' ' -f1)" ] || echo "more rights" """,
        r"^same rights\n0\nmore rights$",
    ),
    "the socket's :ro does not keep commands out": Fact(
        "beyond/15-security.md",
        """
        docker run --rm -v ${DOCKER_HOST#unix://}:/s.sock:ro nginx curl -s --unix-socket /s.sock -X POST http://d/volumes/create \\
            -H 'Content-Type: application/json' -d '{"Name": "dnerr-v"}' -o /dev/null -w '%{http_code}\\n'""",
        r"^201$",
    ),
    "137 only when the first process was killed": Fact(
        "exit code 137; beyond/13-when-it-breaks.md",
        """
        docker run --name dnerr-a --memory 24m --memory-swap 24m alpine sh -c 'dd if=/dev/zero of=/dev/null bs=99M count=1; exit 5' >/dev/null 2>&1
        docker inspect -f '{{.State.ExitCode}} {{.State.OOMKilled}}' dnerr-a""",
        r"^5 true$",
    ),
    "Ctrl-C does not end a first process that does not handle it": Fact(
        "course/07-running-containers.md",
        """
        docker run -d --name dnerr-a alpine sleep 60 >/dev/null; docker kill -s INT dnerr-a >/dev/null; sleep 1
        docker inspect -f '{{.State.Running}}' dnerr-a""",
        r"^true$",
    ),
    "an unpublished port is reached from a Linux host": Fact(
        "course/07-running-containers.md",
        """
        docker run -d --name dnerr-a nginx >/dev/null; sleep 1
        curl -s http://$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' dnerr-a) | grep -o 'Welcome to nginx' | head -n 1""",
        r"^Welcome to nginx$",
    ),
    "an unknown flag is 125 for docker and 1 for Compose": Fact(
        "exit code 125; beyond/13-when-it-breaks.md",
        "for c in 'docker ps' 'docker compose ps' 'docker buildx ls'; do $c --nope >/dev/null 2>&1; echo $?; done; docker run >/dev/null 2>&1; echo $?",
        r"^125\n1\n125\n1$",
    ),
    "docker exec prints what it can't find on standard output": Fact(
        "exit code 127",
        """
        docker run -d --name dnerr-a --init alpine sleep 60 >/dev/null
        docker exec dnerr-a nope 2>/dev/null; echo "code $?" """,
        r"executable file not found[^\n]*\n(?:\n)?code 127",
        "29",
    ),
    "a stopped container on a removed network does not start": Fact(
        "docker network rm",
        """
        docker network create dnerr-n >/dev/null; docker run -d --name dnerr-a --network dnerr-n --init alpine sleep 60 >/dev/null
        docker stop dnerr-a >/dev/null; docker network rm dnerr-n; docker start dnerr-a""",
        r"^dnerr-n\n(?s:.*)network [0-9a-f]+ not found",
        "29",
    ),
    "a stopped container counts as unhealthy": Fact(
        "beyond/13-when-it-breaks.md",
        """
        docker run -d --name dnerr-a --init --health-cmd true --health-start-interval 200ms --health-start-period 5s alpine sleep 60 >/dev/null
        sleep 2; docker inspect -f '{{.State.Health.Status}}' dnerr-a; docker stop dnerr-a >/dev/null
        docker inspect -f '{{.State.Health.Status}}' dnerr-a""",
        r"^healthy\nunhealthy$",
    ),
    "a newer API version than the engine's is no error": Fact(
        "docker 29", 'DOCKER_API_VERSION=1.99 docker ps -q --filter name=dnerr-none; echo "code $?"', r"^code 0$", "29"
    ),
    "the top field IPAddress is gone": Fact(
        "docker 29",
        "docker create --name dnerr-a alpine >/dev/null; docker inspect -f '{{.NetworkSettings.IPAddress}}' dnerr-a",
        r'map has no entry for key "IPAddress"',
        "29",
    ),
    "watch without a develop section starts the project and fails": Fact(
        "docker compose watch",
        """
        printf 'name: dnerrp\\nservices: {a: {image: alpine, init: true, command: sleep 60}}\\n' > compose.yaml
        docker compose watch 2>&1 | tail -n 1; docker ps --filter name=dnerrp --format '{{.Names}}'
        docker compose down >/dev/null 2>&1""",
        r"configured for watch(?s:.*)dnerrp-a-1$",
    ),
}
