/* Who may do what to a file.

   @typedef {{uid: number, gid: number, groups?: number[], caps?: Set<string>}} Who `caps` of root: all, if missing */

export const ROOT = { uid: 0, gid: 0, groups: [0] };

/** Whether a process has a capability. Only root has any here. */
export const isAble = (who, cap) => who.uid === 0 && (!who.caps || who.caps.has(cap));
const isIn = (who, gid) => who.gid === gid || Boolean(who.groups?.includes(gid));

/** @param {number} mask 4: read, 2: write, 1: run, or pass through a folder */
export function mayAccess(who, node, mask) {
  if (node.type === "link") return true;
  if (isAble(who, "DAC_OVERRIDE")) return !(mask & 1) || node.type === "dir" || (node.mode & 0o111) !== 0;
  const shift = who.uid === node.uid ? 6 : isIn(who, node.gid) ? 3 : 0;
  return ((node.mode >> shift) & mask) === mask;
}

export const mayChange = (who, node) => who.uid === node.uid || isAble(who, "FOWNER");

export function mayChown(who, node, uid, gid) {
  if (isAble(who, "CHOWN")) return true;
  const keepsUser = uid === undefined || uid === null || uid < 0 || uid === node.uid;
  return keepsUser && who.uid === node.uid && (gid === undefined || gid === null || gid < 0 || isIn(who, gid));
}

/** Whether a name may be removed from a folder; if sticky, by its owner. */
export function mayRemove(who, folder, node) {
  if (!mayAccess(who, folder, 3)) return false;
  return !(folder.mode & 0o1000) || who.uid === node.uid || who.uid === folder.uid || isAble(who, "FOWNER");
}
