"""Keys of a Compose file that can't be combined, or that need another key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Place = list[str | int]
_CONTENTS = {"secrets": ("file", "environment"), "configs": ("file", "environment", "content")}
_LIMITS = (
    ("cpus", "limits", "cpus"),
    ("mem_limit", "limits", "memory"),
    ("mem_reservation", "reservations", "memory"),
    ("pids_limit", "limits", "pids"),
)


def rule_faults(data: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield the place and message of each fault within a service, volume, secret or configuration."""
    names: dict[str, str] = {}
    for name, service in map_of(data.get("services")).items():
        if not isinstance(service, dict):
            continue
        here: Place = ["services", str(name)]
        for path, said in _service_faults(service):
            yield [*here, *path], said
        taken = service.get("container_name")
        if isinstance(taken, str) and "$" not in taken:
            if taken in names:
                yield [*here, "container_name"], f"`{names[taken]}` has the container name `{taken}` already"
            names[taken] = str(name)
    for section in ("volumes", "secrets", "configs"):
        for name, each in map_of(data.get(section)).items():
            if isinstance(each, dict):
                for path, said in _section_faults(section, each):
                    yield [section, str(name), *path], said


def _service_faults(service: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    build, deploy = map_of(service.get("build")), map_of(service.get("deploy"))
    if "file" in map_of(service.get("extends")) and "service" not in service["extends"]:
        yield ["extends"], "`extends` lacks the `service` of that file"
    if service.get("image") == "":
        yield ["image"], "the image is empty"
    if "dockerfile" in build and "dockerfile_inline" in build:
        yield ["build", "dockerfile_inline"], "`dockerfile` and `dockerfile_inline` exclude each other; delete one"
    platforms, platform = list_of(build.get("platforms")), service.get("platform")
    if platforms and platform and platform not in platforms:
        yield ["build", "platforms"], f"`platform` is `{platform}`, which isn't in `build.platforms`"
    test = list_of(map_of(service.get("healthcheck")).get("test"))
    if test and test[0] not in ("CMD", "CMD-SHELL", "NONE"):
        yield ["healthcheck", "test", 0], f"`{test[0]}`: the list begins with `CMD`, `CMD-SHELL` or `NONE`"
    yield from _counts(service, deploy)
    yield from _mounts(service)
    for at, device in enumerate(list_of(service.get("devices"))):
        if isinstance(device, dict) and "target" not in device:
            yield ["devices", at], "this device lacks its `target`"
    for path in (["gpus"], ["deploy", "resources", "reservations", "devices"]):
        for at, device in enumerate(list_of(_inner(service, path))):
            if isinstance(device, dict) and "count" in device and "device_ids" in device:
                yield [*path, at, "device_ids"], "`count` and `device_ids` exclude each other; delete one"
    for at, watch in enumerate(list_of(map_of(service.get("develop")).get("watch"))):
        if isinstance(watch, dict) and "target" not in watch and watch.get("action") not in ("rebuild", "restart"):
            yield (
                ["develop", "watch", at],
                f"`action: {watch.get('action')}` needs a `target`, the path in the container",
            )


def _counts(service: Mapping[str, Any], deploy: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    scale, replicas = service.get("scale"), deploy.get("replicas")
    for path, value in ((["scale"], scale), (["deploy", "replicas"], replicas)):
        if isinstance(value, int) and value < 0:
            yield [*path], f"`{value}` is below zero"
    if isinstance(scale, int) and isinstance(replicas, int) and scale != replicas:
        yield ["scale"], f"`scale` is {scale}, but `deploy.replicas` is {replicas}; keep one"
    many = scale if isinstance(scale, int) else replicas
    if isinstance(many, int) and many > 1 and service.get("container_name"):
        yield ["container_name"], f"{many} containers can't have one name; leave out `container_name`"
    for key, part, inner in _LIMITS:
        given = _inner(deploy, ["resources", part])
        if service.get(key) and isinstance(given, dict) and str(given.get(inner, "")) != str(service[key]):
            yield [key], f"`{key}` is `{service[key]}`, and `deploy.resources.{part}.{inner}` is not the same; keep one"


def _mounts(service: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for at, mount in enumerate(list_of(service.get("volumes"))):
        if not isinstance(mount, dict):
            continue
        if mount.get("type") == "bind" and "source" not in mount:
            yield ["volumes", at], "a mount of the type `bind` needs a `source`, a folder of the host"
        if "target" not in mount:
            yield ["volumes", at], "this mount lacks its `target`, the path in the container"


def _section_faults(section: str, each: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    keys = _CONTENTS.get(section, ())
    given = [key for key in keys if key in each]
    if len(given) > 1:
        yield [given[1]], f"`{given[0]}` and `{given[1]}` exclude each other; delete one"
    elif keys and not given and "driver" not in each and "external" not in each:
        yield [], f"doesn't say where its content is; add {' or '.join(f'`{key}`' for key in keys)}"
    if section == "volumes" and each.get("external") is True:
        for key in each:
            if key not in ("name", "external") and not str(key).startswith("x-"):
                yield [str(key)], f"`external: true` means that the volume exists, so `{key}` is refused; delete one"
                return


def _inner(value: Any, path: list[str]) -> Any:
    for step in path:
        value = map_of(value).get(step)
    return value


def map_of(value: Any) -> dict[Any, Any]:
    """Return the value if it's a mapping, else an empty mapping."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """Return the value if it's a list, else an empty list."""
    return value if isinstance(value, list) else []
