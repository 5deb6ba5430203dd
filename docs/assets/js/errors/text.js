/* Pasted text as the patterns need it: without colours, with plain quotes and uniform line breaks. */

export const LONGEST = 100_000; // characters at a log's end that are searched

/* A terminal's colours and movements, also where a log spelled the escape character out or lost it. */
const ESCAPES = /(?:\x1b|\^\[|\\x1b|\\u001b|\\033|\\e)(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?)|\x1b.|\[\d{0,3}(?:;\d{1,3})*m|[\x07\x08]/g;
const ENTITIES = { "&quot;": '"', "&#34;": '"', "&#39;": "'", "&#x27;": "'", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&amp;": "&" };

/** @param {string} pasted */
export function clean(pasted) {
  const text = pasted.slice(-LONGEST)
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(ESCAPES, "")
    .replace(/&(?:quot|lt|gt|amp|nbsp|#34|#39|#x27);/g, (entity) => ENTITIES[entity])
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "")
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‘’‚‛′]/g, "'");
  return escaped(text).split("\n").map((line) => line.replace(/^[\s│┃]+|[\s│┃]+$/g, "")).join("\n").trim();
}

/** A JSON or logger string, `"…\"web\"…\n"`, as the program printed it. A Windows path keeps its backslashes. */
function escaped(text) {
  const plain = text.replace(/\\+(["'])/g, "$1");
  return /\b[a-z]:\\/i.test(plain) ? plain : plain.replace(/\\n(?![a-z]+\\)/g, "\n").replace(/\\t/g, " ");
}

/** @returns {Set<string>} The words of a text, in lower case. */
export const wordsOf = (text) => new Set(text.toLowerCase().match(/[a-z0-9][a-z0-9._-]*[a-z0-9]/g) ?? []);
