/* A published port as a page. Only a server's text is shown, in plain elements made anew here: no script, style,
   picture or attribute of it gets into our page. */
import { button, el } from "./elements.js";

const PLAIN = new Set("H1 H2 H3 H4 H5 H6 P UL OL LI DL DT DD PRE CODE STRONG EM B I BLOCKQUOTE TABLE THEAD TBODY TR TH TD HR BR CENTER SMALL MAIN SECTION ARTICLE HEADER FOOTER DIV SPAN TITLE".split(" "));
const LEFT_OUT = new Set("SCRIPT STYLE TEMPLATE IFRAME OBJECT EMBED SVG MATH NOSCRIPT TITLE HEAD".split(" "));
const WITHIN = { CENTER: "DIV", MAIN: "DIV", SECTION: "DIV", ARTICLE: "DIV", HEADER: "DIV", FOOTER: "DIV", H1: "P", H2: "P", H3: "P", H4: "P", H5: "P", H6: "P" };

/** @param {import("./client.js").Client} client */
export function createPane(client) {
  const title = el("strong", null, ""), address = el("input", { class: "dn-pane__address", "aria-label": "Address", spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  const body = el("div", { class: "dn-pane__body", tabindex: "0", role: "document", "aria-label": "The page" });
  const close = button("Close", () => {
    element.hidden = true;
  });
  const form = el("form", { class: "dn-pane__bar" }, address, button("Reload", () => load()), close);
  const element = el("section", { class: "dn-pane", "aria-label": "Page of a published port", hidden: true }, form, title, body);

  async function load() {
    const url = new URL(address.value.includes("://") ? address.value : `http://${address.value}`);
    const answer = await client.call("page", Number(url.port || 80), url.pathname + url.search);
    title.textContent = answer.fault ? "No answer" : `${answer.status}${answer.reason ? ` ${answer.reason}` : ""}`;
    body.replaceChildren(...(answer.fault ? [el("p", null, answer.fault)] : shown(answer, go)));
  }
  const go = (path) => {
    address.value = new URL(path, address.value).href;
    void load();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void load();
  });
  return {
    element,
    async open(port) {
      element.hidden = false;
      address.value = `http://localhost:${port}/`;
      await load();
      body.focus();
    },
    refresh: () => !element.hidden && load(),
  };
}

function shown({ type, text }, go) {
  if (!type.includes("html")) return [el("pre", null, text)];
  const { body } = new DOMParser().parseFromString(text, "text/html");
  return [...body.childNodes].flatMap((node) => copied(node, go));
}

/** Make a node anew: text, plain elements, and links that stay in the pane. */
function copied(node, go) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE || LEFT_OUT.has(node.tagName)) return [];
  const children = [...node.childNodes].flatMap((child) => copied(child, go));
  if (node.tagName === "A") return [link(node.getAttribute("href") ?? "", children, go)];
  if (!PLAIN.has(node.tagName)) return children;
  // That page's headings aren't ours.
  return [el((WITHIN[node.tagName] ?? node.tagName).toLowerCase(), /^H\d$/.test(node.tagName) ? { class: "dn-pane__heading" } : null, ...children)];
}

function link(href, children, go) {
  if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(href) && !/^https?:\/\/localhost[:/]/.test(href)) return el("u", { title: "Leads away from this machine" }, ...children);
  return el("button", { type: "button", class: "dn-pane__link", onclick: () => go(href) }, ...children);
}
