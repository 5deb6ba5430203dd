/* The files of the course's images, lowest layer first, as in the tests' images (tests/engine/standins). */
import { APPLETS } from "./applets.js";
import { STANDINS } from "./standins.js";

const NAMED = { mode: 0o755 };
const dirs = (...paths) => Object.fromEntries(paths.map((path) => [path, { dir: true }]));
const TMP = { "/tmp": { dir: true, mode: 0o1777 } };

const BUSYBOX_SIZE = 2097240;

function alpine() {
  return {
    ...dirs("/bin", "/dev", "/etc", "/proc", "/root", "/sys", "/usr", "/usr/bin", "/var"), ...TMP,
    "/bin/busybox": { program: "busybox", size: BUSYBOX_SIZE },
    ...Object.fromEntries(APPLETS.map((name) => [`/bin/${name}`, { link: "/bin/busybox" }])),
    "/usr/bin/env": { link: "/bin/env" },
    "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n",
    "/etc/group": "root:x:0:\nnobody:x:65534:\n",
  };
}

/* GNU's programs and others of a small Debian. */
const GNU = ("[ arch awk base64 basename cat chgrp chmod chown cmp comm cp cut date dd df diff dirname du echo egrep env expand expr factor false fgrep find fold getent grep groups gunzip gzip head hostname id install join kill link ln logname ls md5sum mkdir mkfifo mktemp more mount mv nice nl nohup nproc numfmt od " +
  "paste pathchk perl pinky pr printenv printf pwd readlink realpath renice rev rm rmdir runcon script sed seq setpriv setsid sha1sum sha256sum sha512sum shred shuf sleep sort split stat stdbuf stty su sum sync tac tail tar tee test timeout touch tr true truncate tty tput umount uname unexpand uniq unlink vdir wc which whoami xargs yes zcat clear getopt").split(" ").filter((name) => name !== "kill");

const PASSWD = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
bin:x:2:2:bin:/bin:/usr/sbin/nologin
sys:x:3:3:sys:/dev:/usr/sbin/nologin
sync:x:4:65534:sync:/bin:/bin/sync
games:x:5:60:games:/usr/games:/usr/sbin/nologin
man:x:6:12:man:/var/cache/man:/usr/sbin/nologin
lp:x:7:7:lp:/var/spool/lpd:/usr/sbin/nologin
mail:x:8:8:mail:/var/mail:/usr/sbin/nologin
news:x:9:9:news:/var/spool/news:/usr/sbin/nologin
uucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin
proxy:x:13:13:proxy:/bin:/usr/sbin/nologin
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
backup:x:34:34:backup:/var/backups:/usr/sbin/nologin
list:x:38:38:Mailing List Manager:/var/list:/usr/sbin/nologin
irc:x:39:39:ircd:/run/ircd:/usr/sbin/nologin
_apt:x:42:65534::/nonexistent:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
`;
const GROUP = `root:x:0:
daemon:x:1:
bin:x:2:
sys:x:3:
adm:x:4:
tty:x:5:
disk:x:6:
lp:x:7:
mail:x:8:
news:x:9:
uucp:x:10:
man:x:12:
proxy:x:13:
kmem:x:15:
dialout:x:20:
fax:x:21:
voice:x:22:
cdrom:x:24:
floppy:x:25:
tape:x:26:
sudo:x:27:
audio:x:29:
dip:x:30:
www-data:x:33:
backup:x:34:
operator:x:37:
list:x:38:
irc:x:39:
src:x:40:
shadow:x:42:
utmp:x:43:
video:x:44:
sasl:x:45:
plugdev:x:46:
staff:x:50:
games:x:60:
users:x:100:
nogroup:x:65534:
`;
const OS_RELEASE = `PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
NAME="Debian GNU/Linux"
VERSION_ID="13"
VERSION="13 (trixie)"
VERSION_CODENAME=trixie
DEBIAN_VERSION_FULL=13.1
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`;

const gnu = (names, folder = "/usr/bin") => Object.fromEntries(names.map((name) => [`${folder}/${name}`, { program: `gnu:${name}`, size: 68000 }]));

function debian() {
  return {
    ...dirs("/boot", "/dev", "/etc", "/etc/apt", "/home", "/media", "/mnt", "/opt", "/proc", "/run", "/srv", "/sys", "/usr", "/usr/bin", "/usr/games", "/usr/include", "/usr/lib", "/usr/lib64", "/usr/local", "/usr/local/bin", "/usr/local/sbin", "/usr/sbin", "/usr/share", "/usr/src", "/var", "/var/backups", "/var/cache", "/var/lib", "/var/local", "/var/log", "/var/mail", "/var/opt", "/var/spool", "/usr/lib/x86_64-linux-gnu"),
    ...TMP, "/var/tmp": { dir: true, mode: 0o1777 }, "/root": { dir: true, mode: 0o700 },
    "/bin": { link: "usr/bin" }, "/sbin": { link: "usr/sbin" }, "/lib": { link: "usr/lib" }, "/lib64": { link: "usr/lib64" }, "/var/run": { link: "/run" }, "/var/lock": { link: "/run/lock" },
    ...gnu(GNU), ...gnu(["chroot", "useradd", "groupadd", "ldconfig"], "/usr/sbin"),
    "/usr/bin/bash": { program: "bash", size: 1298416 }, "/usr/bin/dash": { program: "dash", size: 133640 }, "/usr/bin/sh": { link: "dash" }, "/usr/bin/busybox": { program: "busybox", size: BUSYBOX_SIZE },
    "/usr/bin/apt": { program: "gnu:apt", size: 18752 }, "/usr/bin/apt-get": { program: "gnu:apt-get", size: 51592 }, "/usr/bin/dpkg": { program: "gnu:dpkg", size: 318176 }, "/usr/bin/mawk": { program: "gnu:awk", size: 158544 }, "/usr/sbin/nologin": { program: "gnu:nologin", size: 14488 },
    "/etc/passwd": PASSWD, "/etc/group": GROUP, "/etc/shadow": { data: "root:*:20300:0:99999:7:::\n", mode: 0o640, gid: 42 }, "/etc/os-release": { link: "../usr/lib/os-release" }, "/usr/lib/os-release": OS_RELEASE, "/etc/debian_version": "13.1\n",
    "/etc/shells": "# /etc/shells: valid login shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/dash\n/usr/bin/dash\n", "/etc/nsswitch.conf": "passwd:         files\ngroup:          files\nhosts:          files dns\n", "/etc/profile": "# /etc/profile\n", "/root/.bashrc": "# ~/.bashrc\n", "/root/.profile": "# ~/.profile\n", "/etc/issue": "Debian GNU/Linux 13 \\n \\l\n\n", "/etc/issue.net": "Debian GNU/Linux 13\n", "/etc/fstab": "# UNCONFIGURED FSTAB FOR BASE SYSTEM\n",
  };
}

function nginx() {
  return {
    ...dirs("/etc/nginx", "/etc/nginx/conf.d", "/usr/share/nginx", "/usr/share/nginx/html", "/var/log/nginx", "/var/cache/nginx", "/var/lib/nginx"),
    "/usr/sbin/nginx": { program: "nginx", size: 1300000 }, ...gnu(["curl"]),
    "/etc/passwd": `${PASSWD}nginx:x:101:101::/home/nginx:/usr/sbin/nologin\n`, "/etc/group": `${GROUP}nginx:x:101:\n`,
    "/etc/nginx/nginx.conf": STANDINS["nginx.conf"], "/etc/nginx/mime.types": "types {\n    text/html html htm;\n    text/css css;\n    application/javascript js;\n}\n", "/etc/nginx/conf.d/default.conf": STANDINS["default.conf"],
    "/usr/share/nginx/html/index.html": STANDINS["index.html"], "/usr/share/nginx/html/50x.html": STANDINS["50x.html"],
    "/var/log/nginx/access.log": { link: "/dev/stdout" }, "/var/log/nginx/error.log": { link: "/dev/stderr" },
    "/docker-entrypoint.sh": { data: STANDINS["nginx-entrypoint.sh"], ...NAMED },
  };
}

function postgres() {
  const bin = "/usr/lib/postgresql/17/bin";
  const programs = ["postgres", "initdb", "pg_ctl", "psql", "pg_isready", "pg_dump"];
  return {
    ...dirs("/docker-entrypoint-initdb.d", bin), "/usr/lib/postgresql/18": { link: "17" }, "/var/run": { link: "/run" }, "/run/postgresql": { dir: true, mode: 0o775, uid: 102, gid: 104 }, "/var/lib/postgresql": { dir: true, uid: 102, gid: 104 },
    ...Object.fromEntries(programs.map((program) => [`${bin}/${program}`, { program, size: 300000 }])),
    ...Object.fromEntries(["psql", "pg_isready", "pg_dump"].map((program) => [`/usr/bin/${program}`, { link: `${bin}/${program}` }])),
    "/etc/passwd": `${PASSWD}postgres:x:102:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash\n`, "/etc/group": `${GROUP}ssl-cert:x:103:postgres\npostgres:x:104:\n`,
    "/usr/local/bin/docker-entrypoint.sh": { data: STANDINS["postgres-entrypoint.sh"], ...NAMED },
  };
}

function redis() {
  return {
    "/data": { dir: true, uid: 101, gid: 102 }, "/usr/bin/redis-server": { program: "redis-server", size: 1700000 }, "/usr/bin/redis-cli": { program: "redis-cli", size: 900000 },
    "/etc/passwd": `${PASSWD}redis:x:101:102::/var/lib/redis:/usr/sbin/nologin\n`, "/etc/group": `${GROUP}redis:x:102:\n`, "/usr/local/bin/docker-entrypoint.sh": { data: STANDINS["redis-entrypoint.sh"], ...NAMED },
  };
}

function node() {
  return {
    "/etc/passwd": `${PASSWD}node:x:1000:1000::/home/node:/bin/bash\n`, "/etc/group": `${GROUP}node:x:1000:\n`, "/home/node": { dir: true, mode: 0o700, uid: 1000, gid: 1000 },
    "/usr/local/bin/node": { program: "node", size: 118000000 }, "/usr/local/lib/node_modules": { dir: true }, "/usr/local/bin/npm": { program: "npm", size: 60 }, "/usr/local/bin/npx": { program: "npm", size: 60 },
  };
}

function registry() {
  return {
    ...dirs("/etc/distribution", "/var/lib/registry"), "/usr/bin/docker-registry": { program: "registry", size: 20000000 },
    "/etc/distribution/config.yml": 'version: 0.1\nlog: {fields: {service: registry}}\nstorage:\n  filesystem: {rootdirectory: /var/lib/registry}\n  delete: {enabled: true}\nhttp: {addr: ":5000"}\n',
  };
}

const HELLO = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

To generate this message, Docker took the following steps:
 1. The Docker client contacted the Docker daemon.
 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.
    (amd64)
 3. The Docker daemon created a new container from that image which runs the
    executable that produces the output you are currently reading.
 4. The Docker daemon streamed that output to the Docker client, which sent it
    to your terminal.

To try something more ambitious, you can run an Ubuntu container with:
 $ docker run -it ubuntu bash

Share images, automate workflows, and more with a free Docker ID:
 https://hub.docker.com/

For more examples and ideas, visit:
 https://docs.docker.com/get-started/

`;

const helloWorld = () => ({ "/bin/busybox": { program: "busybox", size: BUSYBOX_SIZE }, "/hello": { data: `#!/bin/busybox sh\nexec /bin/busybox cat <<'TEXT'\n${HELLO}TEXT\n`, ...NAMED } });

/** Each image's files, as `machine.layer` takes them. */
export const rootOf = {
  alpine: [alpine()], busybox: [alpine()], debian: [debian()], ubuntu: [debian()], nginx: [debian(), nginx()], "nginx-alpine": [debian(), nginx()], postgres: [debian(), postgres()],
  redis: [debian(), redis()], "redis-alpine": [debian(), redis()], node: [debian(), node()], "node-alpine": [debian(), node()], "node-slim": [debian(), node()], registry: [debian(), registry()], "hello-world": [helloWorld(), {}],
};

/** The host's files: Debian with the programs of somebody who uses Docker. */
export function hostLayers() {
  return [debian(), { "/etc/hostname": "host\n", "/etc/hosts": "127.0.0.1\tlocalhost\n", ...gnu(["curl", "ps", "ping", "ip", "ss", "netstat", "watch", "free", "uptime", "top", "pgrep", "pkill", "pidof", "kill", "xxd", "column", "nc", "less", "bc", "hexdump", "nslookup", "killall", "time", "openssl"]), "/usr/bin/wget": { program: "busybox:wget" } }];
}
