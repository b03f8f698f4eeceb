import { html } from "hono/html"
import type { ServiceItem } from "@tongban/standards"
import { notice, page, panel } from "./layout.ts"
import type { Html } from "./layout.ts"
import { inCorrection, states } from "./cases-table.ts"
import type { Paper, Row } from "./cases-table.ts"

export interface Form {
  SQRXM: string
  LXDH: string
  JYCS: string
}

/** The papers that the picker handles; the others go the portal's old way. */
export const pickedRequirements = ["r3", "r4", "r5", "r6"]

type Item = Pick<ServiceItem, "code" | "name" | "requirements">

export const homePage = (item: Item): Html =>
  page(
    "home",
    "澄湾市市场监管局网上办事平台",
    html`${panel(
      "办事指南",
      html`<table class="table table-bordered">
        <thead>
          <tr>
            <th>事项</th>
            <th>办理时限</th>
            <th>办理</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>${item.name.zh}</td>
            <td>承诺 7 个工作日</td>
            <td><a class="btn btn-primary btn-sm" href="/apply">网上申请</a></td>
          </tr>
        </tbody>
      </table>`,
    )}${panel(
      "申请材料",
      html`<ol>
        ${item.requirements.map(({ name }) => html`<li>${name.zh}</li>`)}
      </ol>`,
    )}`,
  )

export const signInPage = (): Html =>
  page(
    "apply",
    "请先登录",
    panel("网上申请", html`<p>请先点右上角“统一身份登录”，登录后回到本页填写。</p>`),
  )

export const formHref = (draft: string): string => `/apply?draft=${encodeURIComponent(draft)}`

export const applyPage = (item: Item, draft: string, form: Form, faults: readonly string[]): Html =>
  page(
    "apply",
    item.name.zh,
    html`<form method="post" action="${formHref(draft)}" class="form-horizontal" id="apply">
        ${faults.length === 0 ? "" : html`<div class="alert alert-danger" role="alert">${faults.map((fault) => html`<div>${fault}</div>`)}</div>`}
        <input type="hidden" name="draft" value="${draft}" />
        ${panel(
          "一、基本信息",
          html`${field("SQRXM", "申请人姓名", form.SQRXM, 30)}${field("LXDH", "联系电话", form.LXDH, 20)}${field("JYCS", "经营场所", form.JYCS, 100)}`,
        )}
        ${panel(
          "二、申请材料",
          html`<tongban-material-picker
              name="materials"
              item="${item.code}"
              draft="${draft}"
              requirements="${pickedRequirements.join(" ")}"
            ></tongban-material-picker>
            <p style="margin: 12px 0 0">其余材料请到窗口提交：2楼A区 12-15号窗口。</p>`,
        )}
        <div class="text-center" style="margin-bottom: 20px">
          <button class="btn btn-primary" type="submit">提 交</button>
        </div>
      </form>
      <script>
        // Written in 2012: what was typed survives the trip to the login page.
        $(function () {
          var form = $("#apply"),
            key = "apply"
          try {
            var saved = JSON.parse(sessionStorage.getItem(key) || "{}")
            $.each(saved, function (name, value) {
              var input = form.find("input[name='" + name + "'][type=text]")
              if (!input.val()) input.val(value)
            })
          } catch (e) {
            sessionStorage.removeItem(key)
          }
          form.on("input change", "input[type=text]", function () {
            var now = {}
            form.find("input[type=text]").each(function () {
              now[this.name] = this.value
            })
            sessionStorage.setItem(key, JSON.stringify(now))
          })
          form.on("submit", function () {
            sessionStorage.removeItem(key)
          })
          // The page that was opened signed out gets its draft once somebody is logged in.
          $("tongban-login").on("tongban-login-change", function (event) {
            if (!event.originalEvent.detail.signedIn) location.href = "/apply"
          })
        })
      </script>`,
  )

const field = (name: string, label: string, value: string, most: number): Html =>
  html`<div class="form-group">
    <label class="col-sm-2 control-label" for="${name}"><span class="req">*</span>${label}：</label>
    <div class="col-sm-8">
      <input
        class="form-control"
        type="text"
        id="${name}"
        name="${name}"
        value="${value}"
        maxlength="${most}"
        required
      />
    </div>
  </div>`

/** Protocol, "fails at M12": the citizen has nothing to do. */
const owedWords = "待补发的材料由签发单位补来，您不用做什么。"
const isOwed = ({ CLLJ }: Paper): boolean => CLLJ === null

export const casePage = (row: Row, papers: readonly Paper[]): Html =>
  page(
    "cases",
    "办件查询",
    html`${panel(
      "我的办件",
      html`<tongban-case-status
        case="${row.TBBJID}"
        answer="/correct?sblsh=${encodeURIComponent(row.SBLSH)}"
      ></tongban-case-status>`,
    )}${panel(
      "申请回执",
      html`<table class="table table-bordered">
          <tbody>
            <tr>
              <th>申报流水号</th>
              <td class="number">${row.SBLSH}</td>
            </tr>
            <tr>
              <th>事项</th>
              <td>${row.SXMC}</td>
            </tr>
            <tr>
              <th>申报时间</th>
              <td>${row.SBSJ}</td>
            </tr>
            <tr>
              <th>材料</th>
              <td>${papers.map(({ CLMC }) => CLMC).join("、") || "无"}</td>
            </tr>
          </tbody>
        </table>
        ${papers.some(isOwed) ? html`<div class="inner">${owedWords}</div>` : ""}`,
    )}`,
  )

export const findPage = (): Html =>
  page(
    "cases",
    "办件查询",
    panel(
      "办件查询",
      html`<form method="get" action="/case" class="form-inline">
        <label for="sblsh">申报流水号：</label>
        <input
          class="form-control"
          type="text"
          id="sblsh"
          name="sblsh"
          maxlength="50"
          required
          style="min-width: 280px"
        />
        <button class="btn btn-primary" type="submit">查 询</button>
      </form>`,
    ),
  )

/** A correction needs its list: it is asked for on a page of its own. */
const statesFor = (row: Row) =>
  states.filter(({ code }) => code !== inCorrection || row.BLZT === inCorrection)

/** The department's own page: one table, one select a row, saved at once. */
export const clerkPage = (
  rows: readonly Row[],
  papersOf: (localNumber: string) => readonly Paper[],
): Html =>
  page(
    "clerk",
    "业务受理",
    html`<p class="inner">内部网页，只在本机打开。状态一改就保存，通办接入桥随后上报。</p>
      ${panel(
        "食品经营许可 受理列表",
        html`<table class="table table-bordered table-hover">
            <thead>
              <tr>
                <th>申报流水号</th>
                <th>申请人</th>
                <th>经营场所</th>
                <th>材料</th>
                <th>申报时间</th>
                <th>办理状态</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                (row) =>
                  html`<tr>
                    <td class="number">${row.SBLSH}</td>
                    <td>${row.SQRXM}</td>
                    <td>${row.JYCS}</td>
                    <td>
                      ${papersOf(row.SBLSH).map(
                        ({ CLMC, CLLJ, HDBH }) =>
                          html`<div>
                            ${CLLJ === null ? CLMC : html`<a href="/clerk/papers/${row.SBLSH}/${HDBH}">${CLMC}</a>`}
                          </div>`,
                      )}
                    </td>
                    <td>${row.SBSJ}</td>
                    <td>
                      <select
                        class="form-control input-sm"
                        data-sblsh="${row.SBLSH}"
                        aria-label="办理状态"
                      >
                        ${statesFor(row).map(
                          ({ code, name }) =>
                            html`<option value="${code}" ${code === row.BLZT ? "selected" : ""}>
                              ${name}
                            </option>`,
                        )}
                      </select>
                      <a href="/clerk/correct?sblsh=${encodeURIComponent(row.SBLSH)}">补正告知</a>
                    </td>
                  </tr>`,
              )}${
                rows.length === 0
                  ? html`<tr>
                      <td colspan="6" class="text-center">还没有申请</td>
                    </tr>`
                  : ""
              }
            </tbody>
          </table>
          <span id="saved" role="status"></span>`,
      )}
      <script>
        $(function () {
          $("select[data-sblsh]").on("change", function () {
            var select = $(this)
            $("#saved").text("正在保存")
            $.post("/clerk/state", { SBLSH: select.data("sblsh"), BLZT: select.val() })
              .done(function () {
                $("#saved").text("已保存")
              })
              .fail(function () {
                $("#saved").text("没有保存，请刷新后再试")
              })
          })
        })
      </script>`,
  )

export const faultPage = (
  title: string,
  text: string,
  link: { href: string; name: string },
): Html => page("apply", title, notice(title, text, link))
