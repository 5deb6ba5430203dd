/* The frame around a page: menu and search by keyboard, and a search that costs nothing until a reader turns to it.
   Loaded before Material's script, whose requests it holds back. */
"use strict"
{
  const menu = document.getElementById("__drawer")
  const search = document.getElementById("__search")
  const query = document.querySelector(".md-search__input")
  const sidebar = document.querySelector(".md-sidebar--primary")
  sidebar.id = "dn-menu"

  /* ---- Material fetches its worker and the whole index on every page: both wait until the search has the focus ---- */
  {
    const asked = new Promise(resolve => {
      query.addEventListener("focus", resolve, {once: true})
      // A page that was found: its words are marked with the help of the index, which the browser has by now.
      if (/[?&][hq]=/.test(location.search)) resolve()
    })

    const {open, send} = XMLHttpRequest.prototype
    const waiting = new WeakSet()
    XMLHttpRequest.prototype.open = function (method, url, ...rest) {
      if (/\/search\/search_index\.json$/.test(url)) waiting.add(this)
      return open.call(this, method, url, ...rest)
    }
    XMLHttpRequest.prototype.send = function (body) {
      if (waiting.has(this)) asked.then(() => send.call(this, body))
      else send.call(this, body)
    }

    const Started = Worker
    const between = new URL("search.js", document.currentScript.src)
    window.Worker = class extends EventTarget {
      constructor(url) {
        super()
        this.started = asked.then(() => import(between)).then(({incoming, outgoing}) => {
          const worker = new Started(url)
          worker.addEventListener("message", ({data}) =>
            this.dispatchEvent(new MessageEvent("message", {data: incoming(data)})))
          return message => worker.postMessage(outgoing(message))
        })
      }
      postMessage(message) {
        this.started.then(send => send(message))
      }
    }
  }

  /* ---- The colours: what the reader chooses is kept; who has not chosen gets what their system says ---- */
  {
    const colours = document.getElementById("dn-colours")
    const choices = [...colours.querySelectorAll("input")]
    const bar = document.head.appendChild(Object.assign(document.createElement("meta"), {name: "theme-color"}))
    const show = () => { bar.content = getComputedStyle(document.querySelector(".md-header")).backgroundColor }
    addEventListener("load", () => setTimeout(show)) // earlier, the answer would have the page styled for it alone
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

  /* ---- The two buttons of the header ---- */
  for (const button of document.querySelectorAll("[data-dn-opens]")) {
    const toggle = document.getElementById(button.dataset.dnOpens)
    button.addEventListener("click", () => toggle.click())
    toggle.addEventListener("change", () => button.setAttribute("aria-expanded", toggle.checked))
  }

  /* ---- The menu: focus goes in when it opens, and it closes when focus leaves it ---- */
  menu.addEventListener("change", () => {
    if (!menu.checked) return
    sidebar.querySelector(".md-nav__link[href]").focus()
    sidebar.querySelector(".md-nav__link--active[href]")?.scrollIntoView({block: "center"})
  })
  document.addEventListener("focusin", ({target}) => {
    if (menu.checked && !sidebar.contains(target)) menu.click()
  })

  /* ---- The search: focus goes to the field when it opens, and back to where it was on Escape ---- */
  let before = null
  search.addEventListener("change", () => { if (search.checked) query.focus() })
  query.addEventListener("focus", ({relatedTarget}) => { if (relatedTarget) before = relatedTarget })
  /* Material looks at keys alone: what is pasted from a menu, dictated or dropped would find nothing. */
  query.addEventListener("input", () => query.dispatchEvent(new Event("keyup")))

  addEventListener("keydown", event => {
    const typing = event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]")
    if (event.key === "Escape" && menu.checked) {
      menu.click()
      document.querySelector("[data-dn-opens=__drawer]").focus()
    } else if (event.key === "Escape" && search.checked) {
      setTimeout(() => before?.focus()) // after Material has closed the search and taken the focus off it
    } else if ("/" === event.key && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // On a small screen the field is hidden, and Material's own key could not focus it.
      if (!search.checked && !query.checkVisibility({visibilityProperty: true})) {
        before = document.activeElement
        search.click()
        event.preventDefault()
      }
    }
  }, true)
}
