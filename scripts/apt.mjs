// Debian's packages, where the user may install them: what the tests need and npm cannot bring.
import { execFileSync, spawnSync } from "node:child_process"

/** Whether packages may be installed without asking: root, and apt-get is there. */
export const mayInstall = () =>
  process.getuid?.() === 0 && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0

/** Installs packages. Throws where apt-get fails; its own words are shown. */
export function install(...packages) {
  const apt = (...args) =>
    execFileSync("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=300", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    })
  apt("update")
  apt("install", "-y", ...packages)
}
