import { html } from "hono/html"
import type { ServiceItem } from "@tongban/standards"
import { inCorrection, stateNames } from "../applications.ts"
import type { Application } from "../applications.ts"
import type { ReceivedPaper } from "../../receive-papers.ts"
import { promisedWords } from "../../promised-papers.ts"
import type { PromisedPaper } from "../../promised-papers.ts"
import { pickedRequirements } from "./apply.ts"
import { faultList, layout, timeWords } from "./layout.ts"
import type { Html } from "./layout.ts"

/** The bureau's own word for a state; one that it doesn't know stays a code. */
export const stateName = ({ handlestate }: Pick<Application, "handlestate">): string =>
  Object.entries(stateNames).find(([code]) => code === handlestate)?.[1] ?? handlestate

export const casesPage = (applications: readonly Application[]): Html =>
  layout(
    "cases",
    "我的办件",
    html`<section class="narrow">
      <h1>我的办件</h1>
      ${
        applications.length === 0
          ? html`<p>您在本局还没有办件。</p>
              <p><a class="button" href="/apply">在线申请</a></p>`
          : html`<ul class="cases">
              ${applications.map(
                (each) =>
                  html`<li>
                    <a href="/cases/${each.projid}">${each.projectname}</a>
                    <span>${stateName(each)}</span>
                    <span class="soft">${each.servicename}　${timeWords(each.receivetime)}</span>
                  </li>`,
              )}
            </ul>`
      }
    </section>`,
  )

export const casePage = (
  item: ServiceItem,
  application: Application,
  papers: readonly ReceivedPaper[],
): Html =>
  layout(
    "cases",
    application.projectname,
    html`<section class="narrow">
      <p><a href="/cases">我的办件</a></p>
      <h1>${application.projectname}</h1>
      <tongban-case-status
        case="${application.tbcaseid}"
        answer="/cases/${application.projid}/supply"
      ></tongban-case-status>
      <h2>申请内容</h2>
      <dl class="facts">
        <div>
          <dt>办件编号</dt>
          <dd>${application.projid}</dd>
        </div>
        <div>
          <dt>事项</dt>
          <dd>${application.servicename}</dd>
        </div>
        <div>
          <dt>申请人</dt>
          <dd>${application.applyname}</dd>
        </div>
        <div>
          <dt>申请时间</dt>
          <dd>${timeWords(application.receivetime)}</dd>
        </div>
        <div>
          <dt>收到的材料</dt>
          <dd>${papers.map(({ name }) => name).join("、") || "无"}</dd>
        </div>
        ${
          application.transactResult === null
            ? ""
            : html`<div>
                <dt>办理结果</dt>
                <dd>${application.transactResult}</dd>
              </div>`
        }
      </dl>
      <p class="soft after">证件请到 ${item.window} 领取。</p>
    </section>`,
  )

/** A line of the clerk's list: `r3 平面图没有标出卫生间`. */
export const linesOf = ({
  correctlist,
}: Pick<Application, "correctlist">): { key: string; text: string }[] =>
  (correctlist ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ({
      key: line.split(" ", 1)[0] ?? "",
      text: line.slice(line.indexOf(" ") + 1),
    }))

export const supplyPage = (
  item: ServiceItem,
  application: Application,
  promised: readonly PromisedPaper[],
  faults: readonly string[],
): Html => {
  const isAsked = application.handlestate === inCorrection
  const lines = isAsked ? linesOf(application) : []
  const keys = isAsked
    ? lines.map(({ key }) => key).filter((key) => pickedRequirements.includes(key))
    : promised.map(({ requirement }) => requirement)
  const nameOf = (wanted: string) =>
    item.requirements.find(({ key }) => key === wanted)?.name.zh ?? wanted
  return layout(
    "cases",
    "补交材料",
    html`<section class="narrow">
      <p><a href="/cases/${application.projid}">${application.projectname}</a></p>
      <h1>补交材料</h1>
      ${faultList(faults)}
      <p>
        ${isAsked ? `请在 ${application.correctdate ?? ""} 前一次补齐：` : "您承诺后补的材料："}
      </p>
      <ul>
        ${lines.map(({ key, text }) => html`<li>${nameOf(key)}：${text}</li>`)}
        ${isAsked ? "" : promised.map((each) => html`<li>${promisedWords(item, each)}</li>`)}
      </ul>
      <form method="post" action="/cases/${application.projid}/supply">
        <tongban-material-picker
          name="materials"
          item="${item.code}"
          draft="${application.tbcaseid}"
          requirements="${keys.join(" ")}"
        ></tongban-material-picker>
        <p class="end"><button class="button button-main" type="submit">补交</button></p>
      </form>
    </section>`,
  )
}
