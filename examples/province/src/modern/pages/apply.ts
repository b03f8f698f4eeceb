import { html } from "hono/html"
import type { ServiceItem } from "@tongban/standards"
import { faultList, layout } from "./layout.ts"
import type { Html } from "./layout.ts"

export interface Form {
  applyname: string
  telphone: string
  projectname: string
}
export const noForm: Form = { applyname: "", telphone: "", projectname: "" }

/** The papers that the picker handles; the others are handed in at the window. */
export const pickedRequirements: readonly string[] = ["r3", "r4"]

export const signInPage = ({ name }: Pick<ServiceItem, "name">): Html =>
  layout(
    "apply",
    "请先登录",
    html`<section class="narrow">
      <h1>请先登录</h1>
      <p>请点上方“统一身份登录”。在别的部门登录过，这里不用再选人。</p>
      <p class="soft">登录后可以办理：${name.zh}。</p>
    </section>`,
  )

export const formHref = (draft: string): string => `/apply?draft=${encodeURIComponent(draft)}`

export const applyPage = (
  item: ServiceItem,
  draft: string,
  form: Form,
  faults: readonly string[],
): Html =>
  layout(
    "apply",
    `申请${item.shortName.zh}`,
    html`<section class="narrow">
      <h1>申请${item.shortName.zh}</h1>
      <form method="post" action="${formHref(draft)}">
        ${faultList(faults)}
        <input type="hidden" name="draft" value="${draft}" />
        <h2>一、场所和申请人</h2>
        ${field({ name: "projectname", label: "场所名称", value: form.projectname, most: 50 })}
        ${field({ name: "applyname", label: "申请人姓名", value: form.applyname, most: 30, auto: "name" })}
        ${field({ name: "telphone", label: "联系电话", value: form.telphone, most: 20, auto: "tel" })}
        <h2>二、申请材料</h2>
        <tongban-material-picker
          name="materials"
          item="${item.code}"
          draft="${draft}"
          requirements="${pickedRequirements.join(" ")}"
        ></tongban-material-picker>
        <p class="soft after">其余材料请交到窗口：${item.window}。</p>
        <p class="end"><button class="button button-main" type="submit">提交申请</button></p>
      </form>
    </section>`,
  )

interface Field {
  name: keyof Form
  label: string
  value: string
  most: number
  auto?: string
}

const field = ({ name, label, value, most, auto = "off" }: Field): Html =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      value="${value}"
      maxlength="${most}"
      autocomplete="${auto}"
      required
    />
  </div>`
