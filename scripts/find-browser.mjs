// The browsers of the tests: what is installed, else Debian's where the user may install it.
import { accessSync, constants } from "node:fs"
import { install, mayInstall } from "./apt.mjs"

/** Where each engine may stand, and what Debian and Ubuntu call it. */
const engines = {
  chromium: {
    name: "Chrome or Chromium",
    variable: "CHROME_PATH",
    packages: ["chromium", "fonts-noto-cjk"],
    places: [
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome",
      "/usr/bin/google-chrome-stable",
      "/snap/bin/chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
      "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    ],
  },
  firefox: {
    name: "Firefox",
    variable: "FIREFOX_PATH",
    packages: ["firefox-esr"],
    places: [
      "/usr/bin/firefox-esr",
      "/usr/bin/firefox",
      "/snap/bin/firefox",
      "/Applications/Firefox.app/Contents/MacOS/firefox",
      "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
    ],
  },
  webkit: {
    name: "WebKitGTK's driver",
    variable: "WEBKIT_DRIVER_PATH",
    packages: ["webkit2gtk-driver", "xvfb", "xauth"],
    places: ["/usr/bin/WebKitWebDriver"],
  },
}

/** The path of an installed browser; WebKitGTK's is that of its driver. Throws where there is none. */
export function findBrowser(engine = "chromium") {
  const { name, variable, places, packages } = engines[engine]
  const found = [process.env[variable] ?? "", ...places].find(runs)
  if (found !== undefined) return found
  throw new Error(
    `tongban: no ${name} found. To mend it: install it (Debian and Ubuntu: \`sudo apt-get install ${packages.join(" ")}\`), or set ${variable} to its file.`,
  )
}

/**
 * Installs Debian's where some are missing and the user is root. Answers what is missing even so, each
 * with its mend; Chromium, and in CI any engine, is not done without.
 */
export function ensureBrowsers() {
  const absent = missing()
  if (absent.length > 0 && mayInstall()) {
    const packages = absent.flatMap(({ engine }) => engines[engine].packages)
    console.log(`Installing ${packages.join(", ")} for the browser tests …`)
    try {
      install(...packages)
    } catch (error) {
      console.error(`tongban: apt-get failed: ${error.message}`)
    }
  }
  const still = missing()
  if (still.some(({ engine }) => engine === "chromium" || process.env["CI"] === "true")) {
    for (const { why } of still) console.error(why)
    process.exit(1)
  }
  return still
}

function missing() {
  return Object.keys(engines).flatMap((engine) => {
    try {
      findBrowser(engine)
      return []
    } catch (error) {
      return [{ engine, why: error.message }]
    }
  })
}

function runs(place) {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}
