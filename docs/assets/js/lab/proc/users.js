/* Users and groups, from /etc/passwd and /etc/group. */

function rows(files, path) {
  try {
    return files.readText(path).split("\n").filter((line) => line.includes(":")).map((line) => line.split(":"));
  } catch {
    return [];
  }
}

export const userRows = (files) => rows(files, "/etc/passwd").map(([name, , uid, gid, , home, shell]) => ({ name, uid: Number(uid), gid: Number(gid), home: home || "/", shell: shell ?? "" }));
export const groupRows = (files) => rows(files, "/etc/group").map(([name, , gid, members]) => ({ name, gid: Number(gid), members: (members ?? "").split(",").filter(Boolean) }));
export const userByName = (files, name) => userRows(files).find((user) => user.name === name) ?? null;
export const userById = (files, uid) => userRows(files).find((user) => user.uid === uid) ?? null;
export const groupByName = (files, name) => groupRows(files).find((group) => group.name === name) ?? null;
export const groupById = (files, gid) => groupRows(files).find((group) => group.gid === gid) ?? null;
export const groupsOf = (files, user) => groupRows(files).filter((group) => group.members.includes(user)).map((group) => group.gid);

/** `name`, `uid`, `name:group` … as the engine reads them. @throws {Error} in its words */
export function resolveUser(files, text) {
  const [user, group] = text.split(":");
  const row = userByName(files, user) ?? (/^\d+$/.test(user) ? userById(files, Number(user)) : null);
  if (!row && user && !/^\d+$/.test(user)) throw new Error(`unable to find user ${user}: no matching entries in passwd file`);
  const uid = row?.uid ?? Number(user || 0);
  let gid = row?.gid ?? 0;
  if (group) {
    const found = groupByName(files, group);
    if (!found && !/^\d+$/.test(group)) throw new Error(`unable to find group ${group}: no matching entries in group file`);
    gid = found?.gid ?? Number(group);
  }
  return { uid, gid, groups: row && !group ? [gid, ...groupsOf(files, row.name)] : [gid], home: row?.home ?? "/", name: row?.name ?? String(uid) };
}
