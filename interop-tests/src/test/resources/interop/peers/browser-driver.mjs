// Starts one browser and opens a page for each peer in it. Usage: node browser-driver.mjs chrome|firefox EXECUTABLE
// [OPTION ...], the options being Chromium's.
// Chromium is driven over CDP, Firefox over WebDriver BiDi. The pages come from localhost, which is a secure context.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";
import { serve, write } from "./lines.mjs";

const [browserName, executablePath, ...options] = process.argv.slice(2);
const TYPES = { html: "text/html", js: "text/javascript" };
const CHROMIUM_ARGS = [
  "--no-sandbox", // the tests run as root in containers
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--ignore-certificate-errors", // of TURN servers over TLS, too
];

const server = createServer(async (request, response) => {
  const file = { "/": "index.html", "/peer.js": "peer.js", "/pattern.js": "pattern.js" }[request.url];
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[file.split(".").pop()] });
  response.end(await readFile(new URL(`page/${file}`, import.meta.url)));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://localhost:${server.address().port}/`;

const browser = await puppeteer.launch({
  browser: browserName,
  executablePath,
  headless: true,
  acceptInsecureCerts: browserName === "firefox", // of TURN servers over TLS that the tests start
  extraPrefsFirefox: JSON.parse(process.env.FIREFOX_PREFS ?? "{}"),
  args: browserName === "chrome" ? [...CHROMIUM_ARGS, ...options] : [],
  protocolTimeout: 300_000, // "expect" answers only when everything has arrived
});
const pages = new Map();

async function load(page) {
  await page.goto(url);
  await page.waitForFunction("window.perform !== undefined");
}

const operations = {
  async open(peer, args) {
    const page = await browser.newPage();
    pages.set(peer, page);
    await page.exposeFunction("tell", (event) => write({ ...event, peer }));
    page.on("pageerror", (e) => process.stderr.write(`${peer}: ${e.message}\n`));
    await load(page);
    return perform(page, "open", args);
  },
  async visit(peer, args) {
    const page = await browser.newPage();
    pages.set(peer, page);
    page.on("pageerror", (e) => write({ event: "pageError", peer, message: e.message }));
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(args.url);
  },
  async awaitText(peer, { selector, pattern }) {
    const page = pages.get(peer);
    const shows = (s, p) => new RegExp(p).test(document.querySelector(s)?.textContent ?? "");
    // Not at each frame, which is the default: pages in the background draw none.
    await page.waitForFunction(shows, { timeout: 0, polling: 100 }, selector, pattern);
    return page.$eval(selector, (element) => element.textContent);
  },
  text: (peer, { selector }) => pages.get(peer).$eval(selector, (element) => element.textContent),
  type: (peer, { selector, text }) => pages.get(peer).type(selector, text),
  click: (peer, { selector }) => pages.get(peer).click(selector),
  screenshot: (peer, { path }) => pages.get(peer).screenshot({ path, fullPage: true }).then(() => null),
  reload: (peer) => load(pages.get(peer)),
  async dispose(peer) {
    await pages.get(peer)?.close();
    pages.delete(peer);
  },
  process: () => ({ pid: browser.process().pid, version: versionText }),
};

const perform = (page, op, args) => page.evaluate((o, a) => window.perform(o, a), op, args);
const versionText = await browser.version();

serve(
  (op, peer, args) => (operations[op] ? operations[op](peer, args) : perform(pages.get(peer), op, args)),
  () => browser.close(),
);
write({ event: "ready", version: versionText });
