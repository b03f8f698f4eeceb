import { html } from "hono/html"
import type { ServiceItem } from "@tongban/standards"
import { moves, stateNames } from "../applications.ts"
import type { Application, State } from "../applications.ts"
import type { ReceivedPaper } from "../../receive-papers.ts"
import { pickedRequirements } from "./apply.ts"
import { linesOf, stateName } from "./cases.ts"
import { faultList, layout, timeWords } from "./layout.ts"
import type { Html } from "./layout.ts"

export const queuePage = (applications: readonly Application[]): Html =>
  layout(
    "clerk",
    "办件列表",
    html`<section>
      <h1>办件列表</h1>
      <p class="soft">内部网页，只在本机打开。</p>
      ${
        applications.length === 0
          ? html`<p>还没有申请。</p>`
          : html`<div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">办件编号</th>
                    <th scope="col">场所</th>
                    <th scope="col">申请人</th>
                    <th scope="col">申请时间</th>
                    <th scope="col">状态</th>
                  </tr>
                </thead>
                <tbody>
                  ${applications.map(
                    (each) =>
                      html`<tr>
                        <td><a href="/clerk/${each.projid}">${each.projid}</a></td>
                        <td>${each.projectname}</td>
                        <td>${each.applyname}</td>
                        <td>${timeWords(each.receivetime)}</td>
                        <td>
                          <span class="state state-${each.handlestate}">${stateName(each)}</span>
                        </td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
    </section>`,
  )

/** What each move says on its button, and what it writes as the result. */
const buttons: Partial<Record<State, { name: string; result?: string }[]>> = {
  "05": [{ name: "受理" }],
  "12": [{ name: "开始审查" }],
  "10": [
    { name: "办结：准予许可", result: "准予许可" },
    { name: "办结：不予许可", result: "不予许可" },
  ],
}

export const clerkCasePage = (
  item: ServiceItem,
  application: Application,
  papers: readonly ReceivedPaper[],
): Html => {
  const { projid, handlestate } = application
  const next = moves[handlestate] ?? []
  return layout(
    "clerk",
    projid,
    html`<section class="narrow">
      <p><a href="/clerk">办件列表</a></p>
      <h1>${application.projectname}</h1>
      <p><span class="state state-${handlestate}">${stateName(application)}</span></p>
      <dl class="facts">
        <div>
          <dt>办件编号</dt>
          <dd>${projid}</dd>
        </div>
        <div>
          <dt>申请人</dt>
          <dd>${application.applyname}　${application.telphone}</dd>
        </div>
        <div>
          <dt>申请时间</dt>
          <dd>${timeWords(application.receivetime)}</dd>
        </div>
        <div>
          <dt>状态时间</dt>
          <dd>${timeWords(application.handletime)}</dd>
        </div>
      </dl>
      <h2>材料</h2>
      <ul class="papers">
        ${papers.map(
          ({ name, file, receipt, requirement }) =>
            html`<li>
              ${file === undefined ? html`<span>${name}</span>` : html`<a href="/clerk/${projid}/papers/${receipt}">${name}</a>`}
              <span class="soft"
                >${item.requirements.find(({ key }) => key === requirement)?.name.zh}</span
              >
            </li>`,
        )}
      </ul>
      ${
        handlestate === "06"
          ? html`<h2>已告知补正</h2>
              <p>期限 ${application.correctdate}</p>
              <ul>
                ${linesOf(application).map(({ text }) => html`<li>${text}</li>`)}
              </ul>`
          : ""
      }
      ${
        next.length === 0
          ? ""
          : html`<h2>办理</h2>
              <div class="moves">
                ${next.flatMap((to) => (buttons[to] ?? []).map((button) => moveForm(projid, to, button)))}
                ${next.includes("06") ? html`<a class="button" href="/clerk/${projid}/correction">${stateNames["06"]}</a>` : ""}
              </div>`
      }
    </section>`,
  )
}

const moveForm = (
  projid: string,
  to: State,
  { name, result = "" }: { name: string; result?: string },
): Html =>
  html`<form method="post" action="/clerk/${projid}/state">
    <input type="hidden" name="to" value="${to}" />
    <input type="hidden" name="result" value="${result}" />
    <button class="button" type="submit">${name}</button>
  </form>`

export const correctionPage = (
  item: ServiceItem,
  { projid, projectname }: Application,
  dueOn: string,
  faults: readonly string[],
): Html =>
  layout(
    "clerk",
    "补正告知",
    html`<section class="narrow">
      <p><a href="/clerk/${projid}">${projectname}</a></p>
      <h1>补正告知</h1>
      <p>请一次告知全部要补的内容；不用补的留空。</p>
      <form method="post" action="/clerk/${projid}/correction">
        ${faultList(faults)}
        ${item.requirements
          .filter(({ key }) => pickedRequirements.includes(key))
          .map(
            ({ key, name }) =>
              html`<div class="field">
                <label for="${key}">${name.zh}</label>
                <input id="${key}" name="${key}" maxlength="100" autocomplete="off" />
              </div>`,
          )}
        <div class="field">
          <label for="dueOn">补正期限</label>
          <input id="dueOn" name="dueOn" type="date" value="${dueOn}" required />
        </div>
        <p class="end"><button class="button button-main" type="submit">发出告知</button></p>
      </form>
    </section>`,
  )
