/* The processes of one container, with their own numbers; or the host's. */
import { FsError } from "../fs/nodes.js";
import { Bell } from "./streams.js";

export class Space {
  /** @param {object} what `{clock, hostname, net, limits, isContainer, programs}` */
  constructor(what) {
    Object.assign(this, what);
    this.processes = new Map();
    this.first = null;
    this.isFrozen = false;
    this.isOver = false;
    this.oom = false;
    this.#pid = 0;
    this.#bell = new Bell();
  }

  #pid;
  #bell;

  nextPid() {
    if (this.limits?.pids > 0 && this.processes.size >= this.limits.pids) throw new FsError("EAGAIN");
    return (this.#pid += 1);
  }

  add(process) {
    this.first ??= process;
    this.processes.set(process.pid, process);
  }

  /** Handle a process's end. A container's first one ends all. */
  ended(process) {
    if (process === this.first && this.isContainer) {
      this.isOver = true;
      this.isFrozen = false;
      this.#bell.ring();
      for (const other of this.processes.values()) other.finish(137, "KILL");
      this.processes.clear();
      this.onOver?.();
    } else this.processes.delete(process.pid);
  }

  freeze() {
    this.isFrozen = true;
  }

  thaw() {
    this.isFrozen = false;
    this.#bell.ring();
  }

  thawed() {
    return this.#bell.wait();
  }

  /** Send a signal to a group of processes. */
  killGroup(group, name, outside = false) {
    for (const process of [...this.processes.values()]) if (process.group === group) process.kill(name, outside);
  }

  /** Send a process's signal. @returns an error's code, or null */
  signal(sender, pid, name) {
    const targets = pid === -1 ? [...this.processes.values()].filter((each) => each !== sender && each !== this.first) : pid < 0 ? [...this.processes.values()].filter((each) => each.group === -pid) : pid === 0 ? [...this.processes.values()].filter((each) => each.group === sender.group) : [this.processes.get(pid)].filter(Boolean);
    if (!targets.length) return "ESRCH";
    const { uid } = sender.files.who;
    for (const target of targets) {
      if (uid !== 0 && uid !== target.files.who.uid) return "EPERM";
      if (name !== "EXIT") target.kill(name);
    }
    return null;
  }

  /** Claim memory. Beyond the limit, the kernel ends the largest process. */
  async claim(process, bytes) {
    process.memory = Math.max(process.memory, bytes);
    const limit = this.limits?.memory;
    const sum = [...this.processes.values()].reduce((all, each) => all + each.memory, 0);
    if (!limit || sum <= limit) return;
    this.oom = true;
    process.finish(137, "KILL");
    await process.until(Promise.resolve());
  }
}
