import addonA11y from "@storybook/addon-a11y"
import addonDocs from "@storybook/addon-docs"
import { definePreview } from "@storybook/web-components-vite"
import { html } from "lit"
import "../packages/elements/src/classic.ts"

/** Set where the stories run as tests: the toolbar's choices for that run. */
declare const __TONGBAN_STORY_GLOBALS__: Record<string, string> | undefined

const choice = <const Icon extends string>(
  title: string,
  icon: Icon,
  items: Record<string, string>,
) => ({
  toolbar: {
    title,
    icon,
    dynamicTitle: true,
    items: Object.entries(items).map(([value, words]) => ({ value, title: words })),
  },
})

/** What a reader may switch on each story: language, size of letters, ground, width. */
export default definePreview({
  addons: [addonA11y(), addonDocs()],
  globalTypes: {
    lang: choice("语言", "globe", { "zh-CN": "简体中文", en: "English" }),
    size: choice("字号", "zoom", { "": "标准", large: "大字（适老化）" }),
    theme: choice("底色", "mirror", { "": "浅色", dark: "深色" }),
    width: choice("宽度", "mobile", { wide: "宽", narrow: "窄（360）" }),
  },
  initialGlobals: {
    ...{ lang: "zh-CN", size: "", theme: "", width: "wide" },
    ...(typeof __TONGBAN_STORY_GLOBALS__ === "undefined" ? {} : __TONGBAN_STORY_GLOBALS__),
  },
  decorators: [
    (story, { globals: { lang, theme, width } }) =>
      html`<div class="stage stage-${width} ${theme === "dark" ? "stage-dark" : ""}" lang=${lang}>
        ${story()}
      </div>`,
  ],
  parameters: { a11y: { test: "error" }, layout: "fullscreen" },
})
