// Runs Lighthouse over pages of someone signed in. node lighthouse.mjs CHROMIUM COOKIE URL… → JSON: {url: {category: score, faults: […]}}
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, cookie, ...urls] = process.argv.slice(2);
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const found = {};
for (const url of urls) {
  const { lhr } = await lighthouse(url, {
    port: chrome.port,
    logLevel: "silent",
    onlyCategories: ["accessibility", "best-practices"],
    throttlingMethod: "provided",
    disableFullPageScreenshot: true,
    // a phone, so long that the bar at its foot lies over nothing
    screenEmulation: { mobile: true, width: 412, height: 9000, deviceScaleFactor: 1.75, disabled: false },
    maxWaitForLoad: 5000, // it waits for quiet that the browser's own fetching of the manifest keeps from coming
    extraHeaders: { Cookie: cookie },
  });
  const faults = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 1).map((audit) => audit.id);
  const scores = Object.values(lhr.categories).map((category) => [category.id, category.score]);
  found[url] = { ...Object.fromEntries(scores), faults, shown: lhr.finalDisplayedUrl };
}
await chrome.kill();
console.log(JSON.stringify(found));
