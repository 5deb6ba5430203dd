/* A JavaScript module as the body of an async function: `import` and `export` become assignments. */

const IMPORT = /^[ \t]*import\s+(?:(?<names>[\w$*{}\s,]+?)\s+from\s+)?(["'])(?<from>[^"']+)\2(?:\s+with\s*\{[^}]*\})?[ \t]*;?/gm;

/** @returns {Promise<{body: string, isModule: boolean}>} */
export async function asFunctionBody(source) {
  const isModule = /^[ \t]*(?:import\b\s*[\w${*"']|export\b\s)/m.test(source);
  if (!isModule) return { body: source.replace(/\bimport\(/g, "__import("), isModule };
  const exported = [];
  let body = source.replace(IMPORT, (all, names, _, from) => imported(names, from));
  body = body.replace(/^[ \t]*export\s+default\s+/gm, "__export.default = ");
  body = body.replace(/^[ \t]*export\s+(const|let|var|function\*?|async function\*?|class)\s+([\w$]+)/gm, (all, kind, name) => {
    exported.push(name);
    return `${kind} ${name}`;
  });
  body = body.replace(/^[ \t]*export\s*\{([^}]*)\}[ \t]*;?/gm, (all, list) => {
    for (const each of list.split(",").map((part) => part.trim()).filter(Boolean)) {
      const [name, as] = each.split(/\s+as\s+/);
      exported.push([name, as ?? name]);
    }
    return "";
  });
  const getters = exported.map((each) => (Array.isArray(each) ? each : [each, each])).map(([name, as]) => `Object.defineProperty(__export, ${JSON.stringify(as)}, { get: () => ${name}, enumerable: true, configurable: true });`);
  return { body: `"use strict";\n__export.__esModule = true;\n${getters.join("\n")}\n${body.replace(/\bimport\.meta\.url\b/g, "__url").replace(/\bimport\.meta\.dirname\b/g, "__dirname").replace(/\bimport\.meta\.filename\b/g, "__filename").replace(/\bimport\(/g, "__import(")}`, isModule };
}

function imported(names, from) {
  const call = `await __import(${JSON.stringify(from)})`;
  if (!names) return `${call};`;
  const parts = [];
  const braces = /\{([^}]*)\}/.exec(names);
  if (braces) parts.push(`{ ${braces[1].replace(/\s+as\s+/g, ": ")} } = ${call}`);
  const rest = names.replace(/\{[^}]*\}/, "").split(",").map((part) => part.trim()).filter(Boolean);
  for (const part of rest) {
    const all = /^\*\s+as\s+([\w$]+)$/.exec(part);
    parts.push(all ? `${all[1]} = ${call}` : `${part} = (${call}).default`);
  }
  return `const ${parts.join(", ")};`;
}
