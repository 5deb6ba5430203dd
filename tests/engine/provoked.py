"""How to make a real Docker print each message of the error index. Everything made here is named `dnerr…`.

Each script runs in an empty folder, with its own HOME. `$ODD` is a registry that answers oddly (odd_registry.py).
`$ODD_FAR` and `$ODD_TLS` are the same at this machine's address `$GATEWAY`, without and with TLS.
"""

PROVOKED = {
    "flag-value-invalid": "docker run -m 512x alpine",
    "cp-path-missing": "docker create --name dnerr-a alpine; docker cp dnerr-a:/none .",
    "plugin-missing": "docker volume create -d dnerr-none dnerr-v",
    "build-without-network": """
        docker run --rm node:24-slim npm view left-pad --registry http://127.0.0.1:9 --fetch-retries 0""",
    "daemon-not-running": "docker -H unix:///nowhere/docker.sock ps",
    "docker-not-found": "(PATH=/nowhere; docker ps)",
    # Root may open every socket, unless it gives up that right.
    "socket-permission-denied": """
        python3 -c 'import os, socket, sys; s = socket.socket(socket.AF_UNIX); s.bind("s"); os.chmod("s", 0)'
        drop=-dac_override,-dac_read_search
        if [ "$(id -u)" = 0 ]; then set -- setpriv --bounding-set=$drop --inh-caps=$drop; fi
        "$@" docker -H "unix://$PWD/s" ps""",
    "api-version": "DOCKER_API_VERSION=1.20 docker ps",
    "daemon-config-invalid": "echo '{broken' > d.json; dockerd --validate --config-file d.json",
    "port-in-use": """
        docker run -d --name dnerr-a -p 8199:80 alpine sleep 60; docker run --name dnerr-b -p 8199:80 alpine""",
    "name-in-use": "docker create --name dnerr-a alpine; docker create --name dnerr-a alpine",
    "invalid-container-name": "docker create --name 'dnerr a' alpine",
    "no-such-image": "docker rmi dnerr:none",
    "image-not-local": "docker run --rm dnerr-none:1 2>&1 | head -n 1",
    "pull-access-denied": "docker pull dnerr-nobody/nothing",
    "base-image-not-found": """
        docker run -d --name dnerr-a -p 8199:5000 registry:3; sleep 1
        echo 'FROM localhost:8199/x:9.99' > Dockerfile; docker build .""",
    "toomanyrequests": "docker pull $ODD/limited",
    "manifest-unknown": "docker pull alpine:9.99",
    "no-matching-manifest": "docker pull $ODD/other-processor",
    "denied-requested-access": "docker push alpine",
    "push-image-missing": "docker push dnerr",
    "unauthorized": "docker pull $ODD/private",
    "x509-unknown-authority": "docker pull $ODD_TLS/x",
    "http-response-to-https-client": """
        docker run -d --name dnerr-a -p 8199:5000 registry:3; sleep 1; docker pull $GATEWAY:8199/x""",
    "no-such-container": "docker start dnerr-none",
    "container-not-running": "docker create --name dnerr-a alpine; docker exec dnerr-a true",
    "container-is-restarting": """
        docker run -d --name dnerr-a --restart always alpine false; sleep 2; docker exec dnerr-a true""",
    "container-is-paused": """
        docker run -d --name dnerr-a alpine sleep 60; docker pause dnerr-a; docker exec dnerr-a true
        docker unpause dnerr-a""",
    "conflict-cannot-remove": "docker run -d --name dnerr-a alpine sleep 60; docker rm dnerr-a",
    "image-in-use": """
        printf 'FROM alpine\\nLABEL a=b' | docker build -q -t dnerr -; docker create --name dnerr-a dnerr
        docker rmi dnerr""",
    "image-has-several-names": """
        printf 'FROM alpine\\nLABEL a=b' | docker build -q -t dnerr -; docker tag dnerr dnerr-b
        docker rmi $(docker image inspect -f '{{.Id}}' dnerr)""",
    "volume-in-use": "docker create --name dnerr-a -v dnerr-v:/data alpine; docker volume rm dnerr-v",
    "no-such-volume": "docker volume inspect dnerr-none",
    "network-in-use": """
        docker network create dnerr-n; docker run -d --name dnerr-a --network dnerr-n alpine sleep 60
        docker network rm dnerr-n""",
    "network-not-found": "docker run --name dnerr-a --network dnerr-none alpine",
    "alias-on-default-network": "docker run --name dnerr-a --network-alias x alpine",
    "executable-not-found": "docker run --rm alpine bash",
    "no-such-file-entrypoint": "docker run --rm alpine /start.sh",
    "exec-format-error": "echo echo > s; chmod 755 s; docker run --rm -v ./s:/start.sh alpine /start.sh",
    "permission-denied-entrypoint": "echo echo > s; chmod 644 s; docker run --rm -v ./s:/start.sh alpine /start.sh",
    "user-not-found": "docker run --rm --user dnerr alpine true",
    "oom-killed": "docker run --rm --memory 24m --memory-swap 24m alpine sh -c 'tail /dev/zero; echo'",
    "heap-out-of-memory": """
        echo 'const a = []; for (;;) a.push(Array(1e5).fill("x" + a.length))' |
            docker run --rm -i node:24-slim node --max-old-space-size=16 -""",
    "memory-limit-too-small": "docker run --rm --memory 1m alpine",
    "no-space-left": "docker run --rm --tmpfs /small:size=1m alpine dd if=/dev/zero of=/small/file bs=1M count=5",
    "mount-path-missing": "docker run --rm --mount type=bind,source=$PWD/none,target=/x alpine",
    "mount-path-relative": "docker run --rm -v dnerr-v:relative alpine",
    "git-bash-paths": "docker run --rm -w 'C:/Program Files/Git/app' alpine true",
    "volume-name-invalid": "docker run --rm -v data/x:/data alpine true",
    "mount-not-a-directory": "mkdir d; docker run --rm -v ./d:/bin/busybox alpine",
    "mount-permission-denied": "mkdir d; docker run --rm --user 1234 -v ./d:/reports alpine touch /reports/today",
    "chown-not-permitted": "docker run --rm --cap-drop ALL debian:trixie-slim chown 1234 /tmp",
    "read-only-file-system": "docker run --rm --read-only alpine touch /x",
    "invalid-reference-format": "docker run --rm nginx::1",
    "invalid-reference-upper-case": "docker build -t DnErr .",
    "unknown-flag": "docker run --ports 80 alpine",
    "unknown-shorthand": "docker run -name x alpine",
    "unknown-command": "docker ruun alpine",
    "invalid-port": "docker run --rm -p 99999:80 alpine",
    "not-a-tty": "docker run --rm -it alpine true",
    "requires-argument": "docker rm",
    "env-file-missing": """
        printf 'services: {a: {image: alpine, env_file: .env.prod}}' > compose.yaml; docker compose config""",
    "gpu-driver-missing": "docker run --rm --gpus all alpine true",
    "dockerfile-not-found": "docker build .",
    "copy-not-found": "printf 'FROM alpine\\nCOPY package.json /' > Dockerfile; docker build .",
    "copy-outside-context": "printf 'FROM alpine\\nCOPY ../f /' > Dockerfile; DOCKER_BUILDKIT=0 docker build .",
    "unknown-instruction": "printf 'FROM alpine\\nRUNN true' > Dockerfile; docker build .",
    "no-build-stage": "echo '# nothing' > Dockerfile; docker build .",
    "target-not-found": "echo 'FROM alpine AS one' > Dockerfile; docker build --target two .",
    "build-command-failed": "printf 'FROM alpine\\nRUN false' > Dockerfile; docker build .",
    "variable-name-only": "printf 'ARG V\\nFROM node:$V' > Dockerfile; docker build .",
    "platform-mismatch": "docker run --rm --pull never --platform linux/s390x alpine true",
    "connection-refused": "curl -sS http://localhost:8198",
    "connection-reset": "docker run -d --name dnerr-a -p 8199:80 alpine sleep 60; sleep 1; curl -sS http://localhost:8199",
    "name-resolution": "docker run --rm alpine wget -qO- http://dnerr",
    "dns-in-container": "docker run --rm --network none debian:trixie-slim apt-get update",
    "nginx-upstream": """
        echo 'events {} http { upstream app { server app:80; } server { location / { proxy_pass http://app; } } }' > c
        docker run --rm -v ./c:/etc/nginx/nginx.conf nginx""",
    "network-unreachable": "docker run --rm --network none alpine wget -qO- http://1.1.1.1",
    # Some ranges may be in use already; docker fails once none is left.
    "address-pool-exhausted": """
        for n in $(seq 40); do docker network create dnerr-n$n || break; done""",
    "subnet-overlap": """
        docker network create --subnet 10.213.7.0/24 dnerr-n1; docker network create --subnet 10.213.7.0/25 dnerr-n2""",
    "compose-no-config": "docker compose up",
    "compose-invalid": "printf 'services: {web: {image: alpine, port: 80}}' > compose.yaml; docker compose config",
    "compose-no-image": "printf 'services: {web: {ports: [80]}}' > compose.yaml; docker compose config",
    "compose-cycle": """
        printf 'services: {a: {image: alpine, depends_on: [b]}, b: {image: alpine, depends_on: [a]}}' > compose.yaml
        docker compose config""",
    "compose-undefined-volume": """
        printf 'services: {a: {image: alpine, volumes: ["data:/data"]}}' > compose.yaml; docker compose config""",
    "compose-undefined-service": "printf 'services: {web: {image: alpine}}' > compose.yaml; docker compose up webb",
    "compose-unhealthy": """
        cat > compose.yaml <<END
name: dnerr
services:
  db: {image: alpine, command: sleep 60, healthcheck: {test: "false", interval: 1s, retries: 1}}
  web: {image: alpine, depends_on: {db: {condition: service_healthy}}}
END
        docker compose up -d; docker compose down -t 0""",
    "compose-env-unset": "printf 'services: {a: {image: \"alpine:$DNERR\"}}' > compose.yaml; docker compose config",
    "compose-version-obsolete": """
        printf 'version: "3"\\nservices: {a: {image: alpine}}' > compose.yaml; docker compose config""",
    "orphan-containers": """
        printf 'name: dnerr\\nservices: {a: {image: alpine, command: "true"}}' > compose.yaml; docker compose up -d
        sed -i.bak 's/{a:/{b:/' compose.yaml; docker compose up -d; docker compose down -t 0 --remove-orphans""",
    "postgres-no-password": "docker run --rm postgres:18",
    "postgres-auth-failed": """
        docker run -d --name dnerr-a -e POSTGRES_PASSWORD=right postgres:18
        at=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' dnerr-a)
        for _ in $(seq 40); do docker exec dnerr-a pg_isready -q -h 127.0.0.1 && break; sleep 0.5; done
        docker run --rm -e PGPASSWORD=wrong postgres:18 psql -h $at -U postgres -c 'SELECT 1'""",
    "postgres-old-data": """
        docker run -d --name dnerr-a -e POSTGRES_PASSWORD=x -v dnerr-v:/var/lib/postgresql/data postgres:17
        for _ in $(seq 40); do docker exec dnerr-a pg_isready -q -h 127.0.0.1 && break; sleep 0.5; done
        docker stop dnerr-a
        docker run --rm -v dnerr-v:/data alpine sh -c 'echo 9.6 > /data/PG_VERSION'
        docker start -a dnerr-a""",
    "compose-command-not-found": "(PATH=/nowhere; docker-compose up)",
    "context-mismatch": "docker --context dnerr ps",
    "i-o-timeout": "docker pull dnerr.invalid/x",
    "proxy-timeout": "HTTPS_PROXY=http://127.0.0.1:9 docker buildx imagetools inspect alpine",
    "credentials-store": """
        mkdir -p ~/.docker; echo '{"credsStore": "desktop"}' > ~/.docker/config.json
        echo secret | docker login -u me --password-stdin $ODD""",
    "config-file-invalid": "mkdir -p ~/.docker; echo '{broken' > ~/.docker/config.json; docker ps",
    "buildx-missing": """
        mkdir -p ~/.docker/cli-plugins; printf '#!/bin/sh\\nexit 1\\n' > ~/.docker/cli-plugins/docker-buildx
        chmod 755 ~/.docker/cli-plugins/docker-buildx
        echo FROM alpine > Dockerfile; DOCKER_BUILDKIT=1 docker build .""",
    "legacy-builder": "echo FROM alpine > Dockerfile; DOCKER_BUILDKIT=0 docker build -q .",
    "shell-form-json": """
        printf "FROM alpine\\nCMD ['sh', '-c', 'true']" | docker build -q -t dnerr -; docker run --rm dnerr""",
    "compose-not-its-own": """
        docker network create dnerr_default
        printf 'name: dnerr\\nservices: {a: {image: alpine}}' > compose.yaml; docker compose up""",
    "network-mode-container": "docker create --name dnerr-a alpine; docker run --rm --network container:dnerr-a alpine",
    "network-mode-conflict": "docker run --rm --network container:dnerr-a -p 8199:80 alpine",
    "env-file-name-invalid": """
        printf 'A=1\\nFOO BAR=2' > e; printf 'services: {a: {image: alpine, env_file: e}}' > compose.yaml
        docker compose config""",
    "compose-interpolation": """
        printf 'services: {a: {image: alpine, environment: {A: "x${"}}}' > compose.yaml; docker compose config""",
    "compose-name-invalid": "printf 'services: {a: {image: alpine}}' > compose.yaml; docker compose -p DnErr config",
    "compose-nothing-selected": """
        printf 'services: {a: {image: alpine, profiles: [x]}}' > compose.yaml; docker compose -p dnerr up""",
    "compose-secret-unset": """
        printf 'services: {a: {image: alpine, secrets: [s]}}\\nsecrets: {s: {environment: DNERR}}' > compose.yaml
        docker compose -p dnerr up; docker compose -p dnerr down""",
    "compose-dependency-ended": """
        cat > compose.yaml <<END
name: dnerr
services:
  db: {image: alpine, command: "true", healthcheck: {test: "false", interval: 60s}}
  web: {image: alpine, depends_on: {db: {condition: service_healthy}}}
END
        docker compose up -d; docker compose down -t 0""",
    "port-not-root": """
        docker run --rm --user 1234 --sysctl net.ipv4.ip_unprivileged_port_start=1024 node:24-slim \\
            node -e 'require("http").createServer().listen(80)'""",
    "static-ip-refused": "docker run --rm --ip 10.213.7.9 alpine",
    "network-exists": "docker network create dnerr-n; docker network create dnerr-n",
    "address-not-here": "docker run --name dnerr-a -p 192.0.2.7:8199:80 alpine",
    "hidden-by-mount": "docker run --rm node:24-slim sh -c vite",
    "shared-library-missing": """
        docker run --rm debian:trixie-slim sh -c 'rm /usr/lib/*/libselinux.so.1; ls'""",
    "apt-package-missing": "docker run --rm --network none debian:trixie-slim apt-get install -y dnerr",
    "login-without-terminal": "docker login $ODD < /dev/null",
    "tls-context": "DOCKER_TLS_VERIFY=1 DOCKER_HOST=tcp://127.0.0.1:9 docker ps",
    "template-field": "docker network inspect -f '{{.IPAddress}}' bridge",
    "invalid-volume-spec": "docker run --rm -v :/app alpine",
    "restart-and-rm": "docker run --rm --restart always alpine",
    "device-missing": "docker run --rm --device /dev/dnerr alpine",
    "mount-source-not-made": "docker run --rm -v /proc/dnerr:/x alpine",
    "volume-mount-failed": """
        docker volume create -o type=none -o o=bind -o device=/nowhere/dnerr dnerr-v
        docker run --rm -v dnerr-v:/x alpine""",
    "database-not-made": """
        docker run -d --name dnerr-a -e POSTGRES_PASSWORD=x postgres:18
        for _ in $(seq 40); do docker exec dnerr-a pg_isready -q -h 127.0.0.1 && break; sleep 0.5; done
        docker exec dnerr-a psql -U postgres -d dnerr""",
    "not-swarm-manager": "docker node ls",
    "no-systemd": "docker run --rm alpine sh -c 'systemctl status docker'",
}

ALSO = [
    ("cpu-limit-too-high", "docker run --rm --cpus 9999 alpine"),
    ("builder-not-found", "docker buildx build --builder dnerr ."),
    (
        "compose-volume-not-its-own",
        """
        docker volume create dnerr_vol
        printf 'name: dnerr\\nservices: {a: {image: alpine, volumes: ["vol:/x"]}}\\nvolumes: {vol: }' > compose.yaml
        docker compose up; docker compose down""",
    ),
    (
        "compose-job-failed",
        """
        cat > compose.yaml <<END
name: dnerr
services:
  job: {image: alpine, command: "false"}
  web: {image: alpine, depends_on: {job: {condition: service_completed_successfully}}}
END
        docker compose up -d; docker compose down -t 0""",
    ),
    ("compose-not-yaml", "printf 'services:\\n\\tweb: {}' > compose.yaml; docker compose config"),
    ("module-not-found", """docker run --rm node:24-slim node -e 'require("express")'"""),
    ("start-file-missing", "docker run --rm node:24-slim node /app/server.js"),
    ("program-not-installed", "docker run --rm alpine sh -c 'dnerr-curl'"),
    ("mount-is-a-directory", "mkdir d; docker run --rm -v ./d:/x.conf debian:trixie-slim sed -n p /x.conf; cat d"),
    ("cpu-limit-too-high", "docker run --rm --cpus 9999 alpine"),
    ("restart-policy-invalid", "docker run --restart forever --name dnerr-a alpine"),
    (
        "volume-mount-missing",
        """
        docker volume create -o type=none -o o=bind -o device=/nowhere/dnerr dnerr-v
        docker run --rm -v dnerr-v:/x alpine""",
    ),
    (
        "config-file-denied",
        """
        mkdir -p ~/.docker; echo '{}' > ~/.docker/config.json; chmod 0 ~/.docker/config.json
        drop=-dac_override,-dac_read_search
        if [ "$(id -u)" = 0 ]; then set -- setpriv --bounding-set=$drop --inh-caps=$drop; fi
        "$@" docker ps""",
    ),
    (
        "port-in-use-inside",
        """
        docker run --rm node:24-slim node -e 'for (let i = 2; i--;) require("http").createServer().listen(3000)'""",
    ),
    (
        "exit-137",
        """
        printf 'name: dnerr\\nservices: {a: {image: alpine, command: sleep 60}}' > compose.yaml
        (sleep 4; docker compose kill) & docker compose up; docker compose down""",
    ),
    ("pull-denied", "docker pull $ODD/denied"),
    ("unauthorized", "docker pull $ODD/bare"),
    ("http-response-to-https-client", "docker pull $ODD_FAR/x"),
    ("unknown-command", "docker --config $PWD ruun"),
    ("container-not-running", "docker create --name dnerr-a alpine; docker kill dnerr-a"),
    ("no-such-container", "docker inspect dnerr-none"),
    ("manifest-unknown", "docker run -d --name dnerr-a -p 8199:5000 registry:3; sleep 1; docker pull localhost:8199/x"),
    (
        "port-in-use",
        """
        python3 -m http.server 8198 & sleep 1; docker run --name dnerr-a -p 8198:80 alpine true; kill %1""",
    ),
    (
        "no-such-file-entrypoint",
        r"""
        printf '#!/bin/bash\r\n\r\n' > s; docker run --rm -v ./s:/s debian:trixie-slim bash /s""",
    ),
    ("mount-path-relative", "docker run --rm -w app alpine true"),
    (
        "mount-permission-denied",
        """
        docker run --rm --user 1234 node:24-slim node -e 'require("fs").mkdirSync("/app")'""",
    ),
    ("chown-not-permitted", "docker run --rm --user 1234 alpine chown 1234 /tmp"),
    (
        "legacy-builder",
        r"""
        printf 'FROM alpine\nRUN --mount=type=cache,target=/x true' > Dockerfile; DOCKER_BUILDKIT=0 docker build .""",
    ),
    ("copy-not-found", "printf 'FROM alpine\\nCOPY x /' > Dockerfile; DOCKER_BUILDKIT=0 docker build ."),
    ("build-command-failed", "printf 'FROM alpine\\nRUN false' > Dockerfile; DOCKER_BUILDKIT=0 docker build ."),
    (
        "dns-in-container",
        """
        docker run --rm --network none node:24-slim node -e 'require("dns").promises.lookup("registry.npmjs.org")'""",
    ),
    ("compose-no-config", "docker compose -f none/compose.yaml up"),
    (
        "daemon-config-invalid",
        """
        echo '{"hosts": ["unix:///x"]}' > d.json; dockerd --validate -H fd:// --config-file d.json""",
    ),
]
"""Other wordings of the same trouble."""

NOT_HERE = {
    name: why
    for why, names in {
        "a message of Docker Desktop": "mounts-denied virtualisation-disabled wsl-not-ready desktop-not-starting",
        "a message of docker-compose 1.x": "compose-v1-outdated",
        "needs an old buildx": "buildx-too-old",
        "an engine with the containerd image store builds for several platforms": "multi-platform-driver",
        "needs another kernel": "cpu-limit-unsupported",
        "needs packages from the internet": "apt-no-release apt-signature pip-externally-managed compiler-missing",
        "would change this machine's packages or services": """
            packages-conflict docker-package-broken docker-service-failed daemon-already-running daemon-needs-root
            containerd-not-running storage-driver iptables-failed kernel-modules-gone
            ipv6-pool-missing runc-too-old""",
        "needs a registry or a proxy that fails in this way": """
            registry-answer-from-elsewhere push-too-large layer-digest-mismatch x509-expired
            image-format-old swarm-image-digest""",
        "needs another machine over ssh": "ssh-context-failed",
        "needs a kernel, or a host, of another kind": """
            lxc-sysctl-denied seccomp-too-old cgroup-missing kernel-lacks-bpf cpu-too-old
            emulation-failed vm-max-map-count inotify-limit rootless-userns subuid-mapping
            apparmor-cannot-stop""",
        "this engine's runc enters such a folder": "working-folder-denied",
        "needs a GPU": "gpu-hook-failed gpu-lost",
        "needs a disk that fails, or a damaged store": """
            disk-io-error image-store-damaged builder-cache-broken container-not-killed
            endpoint-exists""",
        "needs a builder that dies, or runs out of memory": "builder-connection-lost build-out-of-memory",
        "only on an engine that keeps its images outside of containerd": "cache-export-driver",
        "today's engine makes no second network with the same name": "network-ambiguous",
        "needs a base image of one platform": "invalid-base-platform",
        "root may read every file": "context-unreadable compose-file-denied",
        "would make a swarm of this engine": """
            swarm-no-suitable-node swarm-update-paused swarm-network-scope swarm-still-used""",
        "needs the image of another database": """
            mysql-no-password mysql-access-denied database-version-jump database-in-use
            redis-cannot-save""",
        "needs the image's own start script": "initdb-not-empty database-folder-rights",
    }.items()
    for name in names.split()
}
