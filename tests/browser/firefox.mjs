// Visit pages in Firefox. Input: {program, module, visits: [{url, width, steps: [JavaScript or {key} or {print}]}]};
// output: the result of each visit's last step. puppeteer-core comes with Lighthouse.
import { readFileSync } from "node:fs"
// As in the style sheet's `@page`, which Firefox ignores when a program prints.
const PAPER = { format: "A4", margin: { top: "14mm", right: "14mm", bottom: "16mm", left: "14mm" }, printBackground: true }
const { program, module, visits } = JSON.parse(readFileSync(0, "utf8"))
const { default: puppeteer } = await import(module)
const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true })
const said = []
for (const { url, width, steps } of visits) {
  const page = await browser.newPage()
  await page.setViewport({ width, height: 900 })
  await page.goto(url, { waitUntil: "load" })
  let last = null
  for (const step of steps) {
    if (step.key) await page.keyboard.press(step.key)
    else if (step.print) await page.pdf({ path: step.print, ...PAPER })
    else last = await page.evaluate(step)
  }
  said.push(last)
  await page.close()
}
await browser.close()
process.stdout.write(JSON.stringify(said))
