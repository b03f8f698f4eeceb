export type Engine = "chromium" | "firefox" | "webkit"
/** The path of an installed browser; WebKitGTK's is that of its driver. Throws where there is none. */
export function findBrowser(engine?: Engine): string
/** Installs Debian's where some are missing and the user is root. Answers what is missing even so. */
export function ensureBrowsers(): { engine: Engine; why: string }[]
