/* Files pasted instead of a command. */
import { el, paragraph } from "./elements.js";
import { knowledge } from "./knowledge.js";

let files = null;

/** @param {"compose" | "dockerfile" | "manifest"} kind @returns {Promise<{nodes: Node[], said: string}>} */
export async function answer(kind, text, known) {
  if (kind === "manifest") return manifest();
  files ??= await knowledge("explain-files");
  try {
    if (kind === "compose") return (await import("./composeview.js")).composeAnswer(text, { ...known, files });
    return (await import("./dockerfileview.js")).dockerfileAnswer(text, { ...known, files });
  } catch (error) {
    if (!(error instanceof TypeError) || !/module|import|specifier/i.test(error.message)) throw error;
    return missing(kind);
  }
}

function manifest() {
  const said = "This is a Kubernetes file. Docker doesn't read it; with Docker alone, a Compose file says what to run.";
  return { nodes: [el("section", { class: "dn-other" }, paragraph(said), paragraph("`kubectl apply -f` is for a cluster. `docker compose up -d` does the same for a Compose file on one machine."))], said };
}

/** A site built without npm's packages can't read files. */
function missing(kind) {
  const what = kind === "compose" ? "Compose files" : "Dockerfiles";
  const said = `This copy of the site was built without support for ${what}. To add it, run \`npm ci\` before you build the site.`;
  return { nodes: [el("section", { class: "dn-other" }, paragraph(said))], said: said.replaceAll("`", "") };
}
