// Lighthouse as a phone on pages of the site: node run.mjs '{"chromium": …, "urls": […], "categories": […], "runs": 1}'
// Prints {url, scores, failed} for each run.
import {launch} from "chrome-launcher"
import lighthouse from "lighthouse"

const {chromium, urls, categories, runs} = JSON.parse(process.argv[2])
const chrome = await launch({
  chromePath: chromium, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"], logLevel: "silent",
})
try {
  for (let run = 0; run < runs; run++) {
    for (const url of urls) {
      const {lhr} = await lighthouse(url, {
        port: chrome.port, onlyCategories: categories, logLevel: "silent",
        disableFullPageScreenshot: true, // only its own report shows it, and it is slow on long pages
      })
      if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`)
      const scores = Object.fromEntries(categories.map(name => [name, Math.round(lhr.categories[name].score * 100)]))
      const counted = categories.flatMap(name => lhr.categories[name].auditRefs).filter(({weight}) => weight > 0)
      const failed = counted.map(({id}) => lhr.audits[id]).filter(({score}) => score !== null && score < 0.9)
      console.log(JSON.stringify({url, scores, failed: failed.map(({id, title, details}) =>
        `${id}: ${title} ${JSON.stringify(details?.items?.slice(0, 3) ?? "").slice(0, 600)}`)}))
    }
  }
} finally {
  chrome.kill()
}
