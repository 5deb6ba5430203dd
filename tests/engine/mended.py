"""Fixes of the error index, to run: what makes a real Docker print the message, and what the entry says to do.

Each fix ends with a command that works only if the trouble is gone. Scripts follow the rules of provoked.py.
Fixes that need another machine, kernel, account or disk, or Docker Desktop, are missing (see NOT_HERE in provoked.py).
"""

READY = "for _ in $(seq 60); do docker exec dnerr-a pg_isready -q -h 127.0.0.1 && break; sleep 0.5; done"

MENDED = {
    "database-folder-incomplete": (
        f"""
        docker run -d --name dnerr-a -e POSTGRES_PASSWORD=x -v dnerr-v:/var/lib/postgresql/data postgres:17; {READY}
        docker stop dnerr-a; docker run --rm -v dnerr-v:/d alpine rm -r /d/pg_notify; docker start -a dnerr-a""",
        f"""
        docker run --rm --user postgres -v dnerr-v:/d postgres:17 mkdir -m 700 /d/pg_notify
        docker start dnerr-a; {READY}; docker exec dnerr-a pg_isready -h 127.0.0.1""",
    ),
    "joined-container-gone": (
        """
        docker run -d --name dnerr-a alpine sleep 60
        docker run -d --name dnerr-b --network container:dnerr-a alpine sleep 60
        docker rm -f dnerr-a; docker run -d --name dnerr-a alpine sleep 60; docker restart -t 0 dnerr-b""",
        "docker rm -f dnerr-b; docker run --rm --name dnerr-b --network container:dnerr-a alpine true",
    ),
    "exit-139": (
        """
        printf 'name: dnerr\\nservices: {a: {image: alpine, command: ["sh", "-c", "exit 139"]}}' > compose.yaml
        docker compose up""",
        """docker image inspect -f '{{.Os}}/{{.Architecture}}' alpine; docker version --format '{{.Server.Arch}}'
        docker compose down""",
    ),
    "compose-volume-changed": (
        """
        printf 'name: dnerr\\nservices: {a: {image: alpine, volumes: ["vol:/v"]}}\\nvolumes: {vol: {}}' > compose.yaml
        docker compose run --rm a sh -c 'echo kept > /v/file'
        sed -i.bak 's/{vol: {}}/{vol: {driver_opts: {o: size=1m, type: tmpfs, device: tmpfs}}}/' compose.yaml
        docker compose up < /dev/null""",
        """
        docker run --rm -v dnerr_vol:/from -v "$PWD":/to alpine tar czf /to/backup.tgz -C /from .
        docker compose down; tar xzOf backup.tgz ./file | grep kept""",
    ),
    "compose-container-name-once": (
        """
        printf 'name: dnerr\\nservices: {a: {image: alpine, container_name: dnerr-a, command: sleep 60,
          deploy: {replicas: 2}}}' > compose.yaml; docker compose up -d""",
        """
        sed -i.bak 's/container_name: dnerr-a, //' compose.yaml; docker compose up -d
        n=$(docker compose ps -q | wc -l); docker compose down -t 0; [ "$n" -eq 2 ]""",
    ),
    "compose-container-name-invalid": (
        """
        printf 'services: {a: {image: alpine, container_name: a}}' > compose.yaml; docker compose -p dnerr config""",
        "sed -i.bak 's/container_name: a/container_name: dnerr-a/' compose.yaml; docker compose -p dnerr config",
    ),
    "compose-config-read-only": (
        """
        printf 'name: dnerr\\nservices: {a: {image: alpine, read_only: true, configs: [c], command: cat /c}}
configs: {c: {content: written}}' > compose.yaml; docker compose up""",
        """
        echo written > c.txt; sed -i.bak 's/content: written/file: c.txt/' compose.yaml
        docker compose up --force-recreate | grep written; done=$?; docker compose down; [ $done -eq 0 ]""",
    ),
    "build-privileges": (
        """
        mkdir in out; echo FROM alpine > out/Dockerfile; cd in
        printf 'name: dnerr\\nservices: {a: {build: {context: ., dockerfile: ../out/Dockerfile}}}' > compose.yaml
        docker compose build < /dev/null""",
        "BUILDX_BAKE_ENTITLEMENTS_FS=0 docker compose build && docker build -q -f ../out/Dockerfile .",
    ),
    "volume-mount-missing": (
        """
        docker volume create -o type=none -o o=bind -o device=/tmp/dnerr-folder dnerr-v
        docker run --rm -v dnerr-v:/x alpine true""",
        """
        docker run --rm -v /tmp:/host alpine mkdir -p /host/dnerr-folder; docker run --rm -v dnerr-v:/x alpine true
        done=$?; docker run --rm -v /tmp:/host alpine rmdir /host/dnerr-folder; [ $done -eq 0 ]""",
    ),
    "static-ip-refused": (
        "docker run --rm --ip 10.89.0.9 alpine",
        """
        docker network create --subnet 10.89.0.0/24 dnerr-n
        docker run --rm --network dnerr-n --ip 10.89.0.9 alpine true""",
    ),
    "builder-not-found": (
        "docker buildx build --builder dnerr .",
        """
        docker buildx create --name dnerr --driver docker-container; docker buildx ls | grep dnerr; done=$?
        docker buildx rm dnerr; [ $done -eq 0 ]""",
    ),
}
