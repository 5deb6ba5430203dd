/* The frame around a page: menu, colours, search and keys. */
"use strict"
{
  const menu = document.getElementById("__drawer")
  const sidebar = document.querySelector(".md-sidebar--primary")
  sidebar.id = "dn-menu"

  /* ---- The search: its dialog is in the page, and its content is fetched when a reader first opens it ---- */
  const palette = document.getElementById("dn-palette")
  const query = palette.querySelector("[role=combobox]")
  const opener = document.querySelector("[data-dn-palette]")
  const folder = new URL("search/", document.currentScript.src)
  const scripts = () => location.protocol !== "file:" ? import(new URL("palette.js", folder)) : new Promise((resolve, reject) => {
    // From a disk no script may import another: the zip has them in one.
    const script = Object.assign(document.createElement("script"), {src: new URL("disk.js", folder), onerror: reject})
    script.onload = () => resolve(dnPalette)
    document.head.append(script)
  })
  const status = palette.querySelector("[role=status]")
  const hint = [...status.childNodes]
  let filled = null
  const find = words => {
    if (words !== undefined) query.value = words
    if (!palette.open) palette.showModal()
    query.select()
    if (filled) return
    status.replaceChildren(...hint)
    filled = scripts().then(({fill}) => fill(palette)).catch(() => {
      filled = null
      status.textContent = "The search couldn't be loaded. Close it and open it again."
    })
  }
  // The browser restores the focus; if nothing had it, it would stay on something hidden.
  palette.addEventListener("close", () => { if (palette.contains(document.activeElement)) document.activeElement.blur() })
  palette.addEventListener("click", ({target}) => {
    if (target === palette || target.closest("[data-dn-close]")) palette.close() // beside it, too
  })
  opener.addEventListener("click", () => find())
  const words = new URLSearchParams(location.search).get("q")
  if (words !== null) find(words)

  /* ---- Keys of one character can be switched off (WCAG 2.1.4): ours, and Material's for the next page ---- */
  const KEYS = "dn-keys"
  const ONE = ["/", "p", ",", "n", "."]
  const single = palette.querySelector("input[type=checkbox]")
  const follow = () => {
    try {
      single.checked = localStorage.getItem(KEYS) !== "off"
    } catch { /* the browser keeps nothing: the choice holds for this page */ }
    opener.setAttribute("aria-keyshortcuts", single.checked ? "/ Control+K" : "Control+K")
    opener.querySelector("kbd").textContent = single.checked ? "/" : "Ctrl K"
  }
  follow()
  single.addEventListener("change", () => {
    const on = single.checked
    try {
      if (on) localStorage.removeItem(KEYS)
      else localStorage.setItem(KEYS, "off")
    } catch { /* as above */ }
    follow()
    single.checked = on
  })
  addEventListener("storage", ({key}) => { if (key === KEYS) follow() })

  /* ---- The colours: what the reader chooses is kept; otherwise they follow the system ---- */
  {
    const colours = document.getElementById("dn-colours")
    const choices = [...colours.querySelectorAll("input")]
    const bar = document.head.appendChild(Object.assign(document.createElement("meta"), {name: "theme-color"}))
    const show = () => { bar.content = getComputedStyle(document.querySelector(".md-header")).backgroundColor }
    addEventListener("load", () => setTimeout(show)) // earlier, asking would force the page's styling
    colours.addEventListener("change", ({target}) => {
      const scheme = document.body.dataset.mdColorScheme = target.dataset.mdColorScheme
      document.documentElement.style.colorScheme = scheme === "slate" ? "dark" : "light"
      for (const choice of choices) choice.nextElementSibling.hidden = choice !== target
      __md_set("__palette", {index: choices.indexOf(target), color: {scheme}})
      show()
    })
    colours.addEventListener("keydown", ({key, target}) => {
      if (key !== "Enter") return
      const next = choices[(choices.indexOf(target) + 1) % choices.length]
      next.click()
      next.focus()
    })
  }

  /* ---- The menu: its button says whether it is open; focus enters when it opens, and it closes when focus leaves ---- */
  const button = document.querySelector("[data-dn-opens]")
  button.addEventListener("click", () => menu.click())

  menu.addEventListener("change", () => {
    button.setAttribute("aria-expanded", menu.checked)
    if (!menu.checked) return
    sidebar.querySelector(".md-nav__link[href]").focus()
    sidebar.querySelector(".md-nav__link--active[href]")?.scrollIntoView({block: "center"})
  })
  document.addEventListener("focusin", ({target}) => {
    if (menu.checked && !sidebar.contains(target)) menu.click()
  })

  const typing = target => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")
  addEventListener("keydown", event => {
    const {key, target} = event
    if (event.isComposing) return
    if (key === "Escape" && menu.checked) {
      menu.click()
      button.focus()
    } else if (key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault()
      find()
    } else if (ONE.includes(key) && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(target)) {
      if (!single.checked || palette.open) event.stopImmediatePropagation() // or Material would turn the page
      else if (key === "/") {
        event.preventDefault()
        find()
      }
    }
  }, true)
}
