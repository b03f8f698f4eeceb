// The browser of the tests: an installed Chrome or Chromium, else Debian's where the user may install it.
import { accessSync, constants } from "node:fs"
import { install, mayInstall } from "./apt.mjs"

const places = [
  process.env["CHROME_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
]

const advice =
  "install Chrome or Chromium (Debian and Ubuntu: `sudo apt-get install chromium fonts-noto-cjk`), or set CHROME_PATH to the browser's file"

/** The path of an installed Chrome or Chromium. Throws where there is none. */
export function findBrowser() {
  const found = places.find((place) => place !== undefined && place !== "" && runs(place))
  if (found === undefined)
    throw new Error(`tongban: no Chrome or Chromium found. To mend it: ${advice}.`)
  return found
}

/** As `findBrowser`, but installs Debian's Chromium first where there is none and the user is root. */
export function ensureBrowser() {
  try {
    return findBrowser()
  } catch (error) {
    if (!mayInstall()) {
      console.error(error.message)
      process.exit(1)
    }
  }
  console.log("Installing Debian's Chromium and a Chinese font for the browser tests …")
  try {
    install("chromium", "fonts-noto-cjk")
    return findBrowser()
  } catch {
    console.error(`tongban: the browser could not be installed by apt-get. To mend it: ${advice}.`)
    process.exit(1)
  }
}

function runs(place) {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}
