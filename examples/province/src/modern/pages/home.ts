import { html } from "hono/html"
import type { ServiceItem } from "@tongban/standards"
import { layout } from "./layout.ts"
import type { Html } from "./layout.ts"

const steps = [
  { name: "在线申请", text: "登录后填写三项信息，选用已有的材料。" },
  { name: "受理审查", text: "窗口收件；缺材料时一次告知。" },
  { name: "办结发证", text: "进度随时可查，证件窗口领取。" },
]

/** How each requirement is met, in words. */
const ways: Record<ServiceItem["requirements"][number]["source"], string> = {
  applicant: "本人准备",
  government: "政府已有的不用交",
  other: "检测或体检机构出具",
}

export const homePage = ({ shortName, limits, window, requirements }: ServiceItem): Html =>
  layout(
    "home",
    "政务服务",
    html`<section class="hero">
        <h1>${shortName.zh}</h1>
        <p class="lead">宾馆、理发店、浴室等公共场所，营业前在这里申请卫生许可。</p>
        <p><a class="button button-main" href="/apply">在线申请</a></p>
        <dl class="figures">
          <div>
            <dt>承诺办结</dt>
            <dd>${limits.promised?.days} 个工作日</dd>
          </div>
          <div>
            <dt>法定时限</dt>
            <dd>${limits.statutory?.days} 个工作日</dd>
          </div>
          <div>
            <dt>办理窗口</dt>
            <dd>${window}</dd>
          </div>
        </dl>
      </section>
      <section>
        <h2>办理步骤</h2>
        <ol class="steps">
          ${steps.map(
            (step) =>
              html`<li>
                <h3>${step.name}</h3>
                <p>${step.text}</p>
              </li>`,
          )}
        </ol>
      </section>
      <section>
        <h2>申请材料</h2>
        <ul class="papers">
          ${requirements.map(
            (each) =>
              html`<li>
                <span>${each.name.zh}</span
                ><span class="soft"
                  >${ways[each.source]}${each.necessity === "mayFollow" ? "，可后补" : ""}</span
                >
              </li>`,
          )}
        </ul>
      </section>`,
  )
