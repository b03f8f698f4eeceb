import { defineMain } from "@storybook/web-components-vite/node"
import { portalOfTheProvince } from "../stories/support/province.ts"

export default defineMain({
  framework: "@storybook/web-components-vite",
  stories: ["../stories/*.stories.ts"],
  addons: ["@storybook/addon-docs", "@storybook/addon-a11y", "@storybook/addon-vitest"],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (config) => ({
    ...config,
    resolve: {
      ...config.resolve,
      conditions: ["@tongban/source", "module", "browser", "development|production"],
    },
    // The `Live` stories: the same gateway that the old portal's own pages use.
    server: {
      ...config.server,
      proxy: { "/tongban": { target: portalOfTheProvince, changeOrigin: true } },
    },
  }),
})
