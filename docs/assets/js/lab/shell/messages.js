/* Error messages of the shells, each in its own words. */

/** What precedes a message. */
export function fatalWords(state) {
  if (state.dialect === "bash") return state.interactive ? `${state.name}: ` : `${state.name}: line ${state.line}: `;
  if (state.dialect === "dash") return `${state.name}: ${state.line}: `;
  return state.source ? `${state.name}: line ${state.line}: ` : `${state.name}: `;
}

/** What precedes the message for an unreadable script. */
export const scriptWords = (state) => (state.dialect === "bash" && state.isText && !state.interactive ? `${state.name}: -c: line ${state.line}: ` : fatalWords(state));

/** The line that a shell reports: bash counts one more at the end of the text. */
export function lineOf(state, error, text) {
  const isEnd = error.more && error.token === "end of file";
  return isEnd && state.dialect === "bash" ? text.replace(/\n$/, "").split("\n").length + 1 : error.line;
}

/** A command that can't be run. @param {string} error the error's code */
export function commandWords(state, name, error) {
  const isPath = name.includes("/");
  if (error === "ENOENT" || error === "ENOTDIR") {
    if (state.dialect !== "bash") return `${name}: not found`;
    return isPath ? `${name}: No such file or directory` : `${name}: command not found`;
  }
  if (error === "EISDIR") return `${name}: ${state.dialect === "bash" ? "Is a directory" : "Permission denied"}`;
  return `${name}: Permission denied`;
}

const ENDS = new Set(["end of file", "newline"]);

/** A script that can't be read. */
export function syntaxWords(state, error, text) {
  const { token } = error;
  const isQuote = token === "'" || token === '"' || token === "`" || (token === "}" && error.more);
  if (state.dialect === "bash") {
    if (error.notName) return `\`${token}': not a valid identifier`;
    if (isQuote) return `unexpected EOF while looking for matching \`${token}'`;
    if (token === "newline" && error.wanted === ")") return "unexpected EOF while looking for matching `)'";
    if (ENDS.has(token) && error.more) return "syntax error: unexpected end of file";
    return `syntax error near unexpected token \`${token}'\n${scriptWords(state)}\`${text.split("\n")[error.line - 1] ?? ""}'`;
  }
  const isDash = state.dialect === "dash";
  const said = (ash, dash) => (isDash ? `Syntax error: ${dash}` : `syntax error: ${ash}`);
  if (error.notName) return said("bad for loop variable", "Bad for loop variable");
  if (isQuote) return said("unterminated quoted string", "Unterminated quoted string");
  if (token === "redirection") return said("unexpected redirection", "redirection unexpected");
  const shown = ENDS.has(token) && (error.more || token === "newline") ? (token === "newline" && !error.more ? "newline" : "end of file") : `"${token}"`;
  const wanted = error.wanted && error.wanted !== token ? ` (expecting "${error.wanted}")` : "";
  return said(`unexpected ${shown}${wanted}`, `${shown} unexpected${wanted}`);
}
