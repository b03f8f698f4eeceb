import { entry, unavailable } from "./entry.ts"
import type { ProblemEntry } from "./entry.ts"

/** Every problem of the contract. Elements render code and params; the hub adds the text by Accept-Language. */
export const problems = {
  unauthenticated: entry(
    401,
    ["还没有登录，或登录已过期", "已填内容还在。请重新登录。"],
    ["Not logged in, or the login has expired", "What you filled in is kept. Log in again."],
  ),
  forbidden: entry(
    403,
    ["这个操作没有开放给您", "如果认为不对，请联系办理部门。"],
    ["This action is not open to you", "If you think that is wrong, ask the department."],
  ),
  not_found: entry(
    404,
    ["没有找到", "可能已删除，或不在您名下。请核对后再试。"],
    ["Not found", "It may be gone, or not be yours. Check and try again."],
  ),
  invalid_request: entry(
    422,
    ["有内容不符合要求", "没有保存任何内容。请按提示改正后再交。"],
    [
      "Something in the request is not as required",
      "Nothing was saved. Correct what is named and send it again.",
    ],
  ),
  too_large: entry(
    413,
    ["内容太大", "没有保存任何内容。请减小后再试。"],
    ["The content is too large", "Nothing was saved. Make it smaller and try again."],
  ),
  idempotency_key_required: entry(
    400,
    ["请求缺少 Idempotency-Key", "没有保存任何内容。请加上 8 至 64 位的键再发。"],
    [
      "The Idempotency-Key header is missing or malformed",
      "Nothing was saved. Send a key of 8 to 64 letters, digits, - or _.",
    ],
  ),
  idempotency_conflict: entry(
    422,
    ["这个 Idempotency-Key 用过，内容不同", "没有保存任何内容。请换一个新键再发。"],
    [
      "This Idempotency-Key was used with another content",
      "Nothing was saved. Send it again with a new key.",
    ],
  ),
  internal: entry(
    500,
    ["系统出了问题，不是您的问题", "已填内容还在。请过一会儿再试。"],
    [
      "Something went wrong here; it is not your fault",
      "What you filled in is kept. Try again in a while.",
    ],
  ),
  unavailable,
  login_required: entry(
    401,
    ["请先登录", "登录后回到本页，已填内容不会丢失。"],
    ["Please log in first", "You come back to this page; what you filled in is kept."],
  ),
  unlock_required: entry(
    401,
    ["请先确认是您本人", "在新窗口确认后，就能看到已有的材料。"],
    ["Please confirm that it is you", "Confirm in the new window, then your papers appear here."],
  ),
  other_account: entry(
    403,
    ["两边登录的不是同一个人", "请退出所有部门，再用同一个人登录。"],
    ["The two logins are not the same person", "Log out everywhere, then log in as one person."],
  ),
  surface_expired: entry(
    410,
    ["这一页打开太久，已经过期", "已选用的材料仍然有效。请重新打开。"],
    ["This page was open too long and has expired", "What you picked stays valid. Open it again."],
  ),
  item_unknown: entry(
    404,
    ["没有这个事项，或本部门不办理", "请核对事项编码，或问办理部门。"],
    ["No such item, or not one of this department", "Check the item code, or ask the department."],
  ),
  requirement_unknown: entry(
    422,
    ["办事指南里没有这项材料", "请刷新本页，按最新的指南选择。"],
    ["The guide has no such requirement", "Reload the page and choose by the newest guide."],
  ),
  party_differs: entry(
    409,
    ["这个办件已在别人名下", "没有改动任何内容。请核对编号和证件号码。"],
    [
      "This case belongs to somebody else",
      "Nothing was changed. Check the case number and the identity number.",
    ],
  ),
  origin_unregistered: entry(
    403,
    ["这个网页没有登记，不能选用材料", "请从部门的正式网址打开。"],
    ["This page is not registered to use papers", "Open it at the department's own address."],
  ),
  draft_closed: entry(
    409,
    ["这份申请已经提交", "请到“我的办件”看进度。"],
    ["This application has been submitted", "See its progress among your cases."],
  ),
  material_unfit: entry(
    409,
    ["这份材料这次不能用", "没有交出任何内容。请选别的一份。"],
    ["This paper cannot be used this time", "Nothing was handed over. Choose another one."],
  ),
  upload_not_accepted: entry(
    409,
    ["这项材料不能上传", "没有保存任何内容。请选用已有的，或到窗口提交。"],
    [
      "This paper cannot be uploaded",
      "Nothing was saved. Use one that you hold, or hand it in at the counter.",
    ],
  ),
  upload_empty: entry(
    422,
    ["文件是空的", "没有保存任何内容。请换一个文件。"],
    ["The file is empty", "Nothing was saved. Choose another file."],
  ),
  upload_too_large: entry(
    413,
    ["文件超过 20 MB", "没有保存任何内容。请把文件变小再传。"],
    ["The file is larger than 20 MB", "Nothing was saved. Make the file smaller and upload it."],
  ),
  upload_type_refused: entry(
    415,
    ["文件不是 PDF、PNG 或 JPEG", "没有保存，只看内容不看文件名。请换一个文件。"],
    [
      "The file is not a PDF, PNG or JPEG",
      "Nothing was saved; the content counts, not the name. Choose another file.",
    ],
  ),
  uploads_open: entry(
    429,
    ["没传完的文件太多", "已传的还在。请先传完或取消几个。"],
    [
      "Too many uploads are unfinished",
      "What was uploaded is kept. Finish or cancel some of them first.",
    ],
  ),
  uploads_unused: entry(
    429,
    ["传了没有用的文件太多", "已传的还在，可以选用。没用的 30 天后删除。"],
    [
      "Too many uploads were never used",
      "What was uploaded is kept: pick from it. What is not used is deleted after 30 days.",
    ],
  ),
  needs_own_page: entry(
    409,
    ["敏感材料要在单独的页面确认", "没有交出任何内容。请打开确认页再决定。"],
    [
      "A sensitive paper is confirmed on a page of its own",
      "Nothing was handed over. Open that page, then decide.",
    ],
  ),
  sensitive_unexplained: entry(
    409,
    ["办事指南没有写明为什么要这份敏感材料", "没有交出任何内容。请到窗口出示原件。"],
    [
      "The guide does not say why this sensitive paper is needed",
      "Nothing was handed over. Show the original at the counter.",
    ],
  ),
  login_stale: entry(
    401,
    ["登录已有一段时间，请再登录一次", "没有登记任何决定。登录后回到这一页。"],
    [
      "You logged in a while ago, so please do it once more",
      "Nothing was decided. You come back to this page.",
    ],
  ),
  form_stale: entry(
    409,
    ["这一页的内容已经更新", "没有登记任何决定。请刷新本页再决定。"],
    ["This page is out of date", "Nothing was decided. Reload the page, then decide."],
  ),
  consent_expired: entry(
    410,
    ["页面停留太久，请重新确认", "材料还没有给出。请回到填表的那一页再选一次。"],
    [
      "This page was open too long",
      "Nothing was handed over. Go back to the form and choose once more.",
    ],
  ),
  consent_decided: entry(
    409,
    ["这份材料已经决定过了", "原来的决定不变。要改，请回到填表的那一页。"],
    ["This was decided already", "That decision stands. To change it, go back to the form."],
  ),
  notice_changed: entry(
    409,
    ["告知的内容有更新", "没有交出任何内容。请重新看一遍再决定。"],
    ["The notice has changed", "Nothing was handed over. Read it again, then decide."],
  ),
  handle_unusable: entry(
    409,
    ["选用的材料已过期，或已撤回", "没有保存申请。请重新选用，再提交。"],
    [
      "A picked paper has expired or was withdrawn",
      "Nothing was submitted. Pick it again, then submit.",
    ],
  ),
  release_key_required: entry(
    403,
    ["取件密钥不是本部门登记的", "没有交出任何内容。请用名录里的密钥。"],
    [
      "The release key is not the registered one",
      "Nothing was released. Use the key of the directory.",
    ],
  ),
  ticket_refused: entry(
    403,
    ["签发单位没有认可交付凭证", "没有交出任何内容。请重新兑取。"],
    ["The owner did not accept the delivery ticket", "Nothing was released. Redeem again."],
  ),
  paper_missing: entry(
    404,
    ["签发单位找不到这份材料", "不用您做什么，部门会去核对。"],
    ["The owner cannot find this paper", "Nothing for you to do; the department will ask."],
  ),
  paper_changed: entry(
    409,
    ["材料和登记时不一样", "没有交出任何内容，部门会去核对。"],
    ["The paper is not what was registered", "Nothing was released; the department will ask."],
  ),
  paper_unmarkable: entry(
    409,
    ["这份材料加不上水印", "没有交出任何内容，部门会去核对。"],
    ["This paper cannot be given its watermark", "Nothing was released; the department will ask."],
  ),
  owner_away: entry(
    502,
    ["签发单位的系统连不上，不是您的问题", "申请已收下，恢复后由部门去取。"],
    [
      "The owner's system is away; it is not your fault",
      "Your application stands; the department fetches it later.",
    ],
  ),
  delivery_untrusted: entry(
    502,
    ["收到的材料没有通过核对", "内容没有采用，部门会去核对。"],
    ["What the owner sent did not pass its checks", "It was not used; the department will ask."],
  ),
} as const satisfies Record<string, ProblemEntry>

/** A code of the catalogue. */
export type ProblemCode = keyof typeof problems
