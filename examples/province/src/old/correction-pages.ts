import { html } from "hono/html"
import type { ServiceItem } from "@tongban/standards"
import { page, panel } from "./layout.ts"
import type { Html } from "./layout.ts"
import { pickedRequirements } from "./pages.ts"
import { inCorrection } from "./cases-table.ts"
import type { Row } from "./cases-table.ts"
import { promisedWords } from "../promised-papers.ts"
import type { PromisedPaper } from "../promised-papers.ts"

type Item = Pick<ServiceItem, "code" | "requirements">

/** A line of the clerk's list: `r3 布局图没有标出洗消池`. */
const linesOf = (row: Row): { key: string; text: string }[] =>
  (row.BZQD ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ({
      key: line.split(" ", 1)[0] ?? "",
      text: line.slice(line.indexOf(" ") + 1),
    }))

const nameOf = (item: Item, key: string): string =>
  item.requirements.find((each) => each.key === key)?.name.zh ?? key

/** The applicant's page: what is asked for, or what was promised, and the papers to supply it. */
export const correctPage = (
  item: Item,
  row: Row,
  promised: readonly PromisedPaper[],
  faults: readonly string[],
): Html => {
  const isAsked = row.BLZT === inCorrection
  const lines = isAsked ? linesOf(row) : []
  const keys = isAsked
    ? lines.map(({ key }) => key).filter((key) => pickedRequirements.includes(key))
    : promised.map(({ requirement }) => requirement)
  return page(
    "cases",
    "补交材料",
    html`<form method="post" action="/correct" class="form-horizontal">
      ${faults.length === 0 ? "" : html`<div class="alert alert-danger" role="alert">${faults.map((fault) => html`<div>${fault}</div>`)}</div>`}
      <input type="hidden" name="sblsh" value="${row.SBLSH}" />
      ${isAsked ? noticePanel(item, row, lines) : promisedPanel(item, promised)}
      ${panel(
        "补交材料",
        html`<tongban-material-picker
          name="materials"
          item="${item.code}"
          draft="${row.TBBJID ?? ""}"
          requirements="${keys.join(" ")}"
        ></tongban-material-picker>`,
      )}
      <div class="text-center" style="margin-bottom: 20px">
        <button class="btn btn-primary" type="submit">补 交</button>
      </div>
    </form>`,
  )
}

const noticePanel = (item: Item, row: Row, lines: ReturnType<typeof linesOf>): Html =>
  panel(
    "补正告知",
    html`<p class="inner">${row.BZWH ?? ""} 请在 ${row.BZQX ?? "通知的期限"} 前一次补齐。</p>
      <table class="table table-bordered">
        <thead>
          <tr>
            <th>材料</th>
            <th>要补什么</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            ({ key, text }) =>
              html`<tr>
                <td>${nameOf(item, key)}</td>
                <td>${text}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  )

const promisedPanel = (item: Item, promised: readonly PromisedPaper[]): Html =>
  panel(
    "承诺后补的材料",
    html`<ul class="inner">
      ${promised.map((each) => html`<li>${promisedWords(item, each)}</li>`)}
    </ul>`,
  )

/** The clerk's page: one notice with everything that is wrong or missing (一次告知). */
export const askPage = (item: Item, row: Row, dueOn: string, faults: readonly string[]): Html =>
  page(
    "clerk",
    "补正告知",
    html`<form method="post" action="/clerk/correct">
      ${faults.length === 0 ? "" : html`<div class="alert alert-danger" role="alert">${faults.map((fault) => html`<div>${fault}</div>`)}</div>`}
      <input type="hidden" name="SBLSH" value="${row.SBLSH}" />
      ${panel(
        "一次告知需要补正的全部内容",
        html`<p class="inner">${row.SBLSH} ${row.SQRXM}</p>
          <table class="table table-bordered">
            <thead>
              <tr>
                <th>材料</th>
                <th>要补什么（不用补的留空）</th>
              </tr>
            </thead>
            <tbody>
              ${item.requirements
                .filter(({ key }) => pickedRequirements.includes(key))
                .map(
                  ({ key, name }) =>
                    html`<tr>
                      <td><label for="BZ-${key}">${name.zh}</label></td>
                      <td>
                        <input
                          class="form-control"
                          id="BZ-${key}"
                          name="BZ-${key}"
                          maxlength="100"
                        />
                      </td>
                    </tr>`,
                )}
            </tbody>
          </table>
          <div class="form-inline">
            <label for="BZQX">补正期限：</label>
            <input
              class="form-control"
              type="date"
              id="BZQX"
              name="BZQX"
              value="${dueOn}"
              required
            />
          </div>`,
      )}
      <div class="text-center" style="margin-bottom: 20px">
        <button class="btn btn-primary" type="submit">发出告知</button>
        <a class="btn btn-default" href="/clerk">返回</a>
      </div>
    </form>`,
  )
