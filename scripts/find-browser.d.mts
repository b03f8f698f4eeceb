/** The path of an installed Chrome or Chromium. Throws where there is none. */
export function findBrowser(): string
/** As `findBrowser`, but installs Debian's Chromium first where there is none and the user is root. */
export function ensureBrowser(): string
