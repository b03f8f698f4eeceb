import { entry, unavailable } from "./entry.ts"
import * as kept from "./kept.ts"
import type { ProblemEntry } from "./entry.ts"

/** Every problem of the contract. Elements render code and params; the hub adds the text by Accept-Language. */
export const problems = {
  unauthenticated: entry(
    401,
    kept.filledIn,
    ["还没有登录，或登录已过期", "请重新登录。"],
    ["Not logged in, or the login has expired", "Log in again."],
  ),
  forbidden: entry(
    403,
    kept.unchanged,
    ["这个操作没有开放给您", "如果认为不对，请联系办理部门。"],
    ["This action is not open to you", "If you think that is wrong, ask the department."],
  ),
  not_found: entry(
    404,
    kept.unchanged,
    ["没有找到", "可能已删除，或不在您名下。请核对后再试。"],
    ["Not found", "It may be gone, or not be yours. Check and try again."],
  ),
  invalid_request: entry(
    422,
    kept.unsaved,
    ["有内容不符合要求", "请按提示改正后再交。"],
    ["Something in the request is not as required", "Correct what is named and send it again."],
  ),
  too_large: entry(
    413,
    kept.unsaved,
    ["内容太大", "请减小后再试。"],
    ["The content is too large", "Make it smaller and try again."],
  ),
  rate_limited: entry(
    429,
    kept.filledIn,
    ["请求太频繁", "请过几秒再试。"],
    ["Too many requests in a short time", "Try again in some seconds."],
  ),
  idempotency_key_required: entry(
    400,
    kept.unsaved,
    ["请求缺少 Idempotency-Key", "请加上 8 至 64 位的键再发。"],
    [
      "The Idempotency-Key header is missing or malformed",
      "Send a key of 8 to 64 letters, digits, - or _.",
    ],
  ),
  idempotency_conflict: entry(
    422,
    kept.unsaved,
    ["这个 Idempotency-Key 用过，内容不同", "请换一个新键再发。"],
    ["This Idempotency-Key was used with another content", "Send it again with a new key."],
  ),
  idempotency_in_progress: entry(
    409,
    kept.undecided,
    ["同样的请求还在办", "请过一会儿用同一个键再发。"],
    ["The same request is still being dealt with", "Send it again in a moment, with the same key."],
  ),
  version_differs: entry(
    412,
    kept.unchanged,
    ["您读过之后，这一件已经变了", "请重新读取，看清再改。"],
    ["It has changed since you read it", "Read it again, then decide anew."],
  ),
  cursor_invalid: entry(
    400,
    kept.unchanged,
    ["翻页的位置不对", "请从第一页再看。"],
    ["This is no place in the list", "Begin at the first page."],
  ),
  internal: entry(
    500,
    kept.filledIn,
    ["系统出了问题，不是您的问题", "请过一会儿再试。"],
    ["Something went wrong here; it is not your fault", "Try again in a while."],
  ),
  unavailable,
  stopping: entry(
    503,
    kept.filledIn,
    ["系统正在重启，不是您的问题", "请马上再试。"],
    ["The service is restarting; it is not your fault", "Try again at once."],
  ),
  login_required: entry(
    401,
    kept.filledIn,
    ["请先登录", "登录后回到本页。"],
    ["Please log in first", "You come back to this page after that."],
  ),
  unlock_required: entry(
    401,
    kept.filledIn,
    ["请先确认是您本人", "在新窗口确认后，就能看到已有的材料。"],
    ["Please confirm that it is you", "Confirm in the new window, then your papers appear here."],
  ),
  other_account: entry(
    403,
    kept.filledIn,
    ["两边登录的不是同一个人", "请退出所有部门，再用同一个人登录。"],
    ["The two logins are not the same person", "Log out everywhere, then log in as one person."],
  ),
  surface_expired: entry(
    410,
    kept.pickedStays,
    ["这一页打开太久，已经过期", "请重新打开。"],
    ["This page was open too long and has expired", "Open it again."],
  ),
  item_unknown: entry(
    404,
    kept.unchanged,
    ["没有这个事项，或本部门不办理", "请核对事项编码，或问办理部门。"],
    ["No such item, or not one of this department", "Check the item code, or ask the department."],
  ),
  item_version_taken: entry(
    409,
    kept.unchanged,
    ["这个版本号已经公布过，不能再改", "请用更高的版本号公布。"],
    ["This version is published and cannot change", "Publish it under a higher version number."],
  ),
  requirement_unknown: entry(
    422,
    kept.notGiven,
    ["办事指南里没有这项材料", "请刷新本页，按最新的指南选择。"],
    ["The guide has no such requirement", "Reload the page and choose by the newest guide."],
  ),
  party_differs: entry(
    409,
    kept.unchanged,
    ["这个办件已在别人名下", "请核对编号和证件号码。"],
    ["This case belongs to somebody else", "Check the case number and the identity number."],
  ),
  step_refused: entry(
    409,
    kept.unchanged,
    ["按现在的状态，这一步不能办", "请看办件进度，或问办理部门。"],
    [
      "This cannot be done in the present state",
      "See the state of the case, or ask the department.",
    ],
  ),
  number_taken: entry(
    409,
    kept.unsaved,
    ["这个编号已是另一个办件的", "请换一个编号再发。"],
    ["This number is another case's", "Send it again with another number."],
  ),
  correction_incomplete: entry(
    409,
    kept.unchanged,
    ["通知要的材料还没有补齐", "请补齐后一起提交。"],
    ["Not all that the notice asks for has come", "Supply the rest, then submit it together."],
  ),
  too_many_lines: entry(
    413,
    kept.unsaved,
    ["一批的行数太多", "请分成几批再发。"],
    ["The batch has too many lines", "Send it as several batches."],
  ),
  preceding_unknown: entry(
    422,
    kept.unsaved,
    ["没有找到前一个办件", "请核对它的编号。"],
    ["The case that it follows on is not known", "Check its number."],
  ),
  preceding_differs: entry(
    409,
    kept.unchanged,
    ["前一个办件只能在第一次报送时写明", "请去掉这一项再报。"],
    ["What a case follows on is said at its first report only", "Report it without that entry."],
  ),
  nothing_to_urge: entry(
    409,
    kept.unchanged,
    ["现在没有轮到部门，不用催办", "请看办件进度。"],
    ["It is not the department's turn, so there is nothing to urge", "See the state of the case."],
  ),
  urged_recently: entry(
    409,
    kept.urgingStands,
    ["不久前刚催办过", "请过几天再催，或打电话问。"],
    ["You urged this case a short while ago", "Do so again in some days, or phone."],
  ),
  case_unfinished: entry(
    409,
    kept.unchanged,
    ["办件还没有办完，不能隐藏", "办完以后再隐藏。"],
    ["The case is not finished, so it stays in sight", "Hide it once it is finished."],
  ),
  origin_unregistered: entry(
    403,
    kept.notGiven,
    ["这个网页没有登记，不能选用材料", "请从部门的正式网址打开。"],
    ["This page is not registered to use papers", "Open it at the department's own address."],
  ),
  draft_closed: entry(
    409,
    kept.applicationStands,
    ["这份申请已经提交", "请到“我的办件”看进度。"],
    ["This application has been submitted", "See its progress among your cases."],
  ),
  material_unfit: entry(
    409,
    kept.notGiven,
    ["这份材料这次不能用", "请选别的一份。"],
    ["This paper cannot be used this time", "Choose another one."],
  ),
  upload_not_accepted: entry(
    409,
    kept.unsaved,
    ["这项材料不能上传", "请选用已有的，或到窗口提交。"],
    ["This paper cannot be uploaded", "Use one that you hold, or hand it in at the counter."],
  ),
  upload_empty: entry(
    422,
    kept.unsaved,
    ["文件是空的", "请换一个文件。"],
    ["The file is empty", "Choose another file."],
  ),
  upload_too_large: entry(
    413,
    kept.unsaved,
    ["文件超过 20 MB", "请把文件变小再传。"],
    ["The file is larger than 20 MB", "Make the file smaller and upload it."],
  ),
  upload_type_refused: entry(
    415,
    kept.unsaved,
    ["文件不是 PDF、PNG 或 JPEG", "请换一个文件，只看内容不看文件名。"],
    [
      "The file is not a PDF, PNG or JPEG",
      "Choose another file; the content counts, not the name.",
    ],
  ),
  upload_changed: entry(
    422,
    kept.unsaved,
    ["传到的文件和原文件不一样", "请重新上传。"],
    ["What arrived is not the file that was sent", "Upload it again."],
  ),
  uploads_open: entry(
    429,
    kept.uploadsStay,
    ["没传完的文件太多", "请先传完或取消几个。"],
    ["Too many uploads are unfinished", "Finish or cancel some of them first."],
  ),
  uploads_unused: entry(
    429,
    kept.uploadsStay,
    ["传了没有用的文件太多", "请选用已传的，没用的 30 天后删除。"],
    [
      "Too many uploads were never used",
      "Pick from it; what is not used is deleted after 30 days.",
    ],
  ),
  undertaking_not_offered: entry(
    409,
    kept.notGiven,
    ["这份材料现在不能承诺后补", "请选用、上传，或到窗口交。"],
    [
      "This paper cannot follow on a promise now",
      "Choose or upload it, or take it to the counter.",
    ],
  ),
  needs_own_page: entry(
    409,
    kept.notGiven,
    ["敏感材料要在单独的页面确认", "请打开确认页再决定。"],
    ["A sensitive paper is confirmed on a page of its own", "Open that page, then decide."],
  ),
  sensitive_unexplained: entry(
    409,
    kept.notGiven,
    ["办事指南没有写明为什么要这份敏感材料", "请到窗口出示原件。"],
    [
      "The guide does not say why this sensitive paper is needed",
      "Show the original at the counter.",
    ],
  ),
  login_stale: entry(
    401,
    kept.undecided,
    ["登录已有一段时间，请再登录一次", "登录后回到这一页。"],
    ["You logged in a while ago, so please do it once more", "You come back to this page."],
  ),
  form_stale: entry(
    409,
    kept.undecided,
    ["这一页的内容已经更新", "请刷新本页再决定。"],
    ["This page is out of date", "Reload the page, then decide."],
  ),
  consent_expired: entry(
    410,
    kept.notGiven,
    ["页面停留太久，请重新确认", "请回到填表的那一页再选一次。"],
    ["This page was open too long", "Go back to the form and choose once more."],
  ),
  consent_decided: entry(
    409,
    kept.decisionStands,
    ["这份材料已经决定过了", "要改，请回到填表的那一页。"],
    ["This was decided already", "To change it, go back to the form."],
  ),
  notice_changed: entry(
    409,
    kept.notGiven,
    ["告知的内容有更新", "请重新看一遍再决定。"],
    ["The notice has changed", "Read it again, then decide."],
  ),
  handle_unusable: entry(
    409,
    kept.unsaved,
    ["选用的材料已过期，或已撤回", "请重新选用，再提交。"],
    ["A picked paper has expired or was withdrawn", "Pick it again, then submit."],
  ),
  release_key_required: entry(
    403,
    kept.notGiven,
    ["取件密钥不是本部门登记的", "请用名录里的密钥。"],
    ["The release key is not the registered one", "Use the key of the directory."],
  ),
  material_revoked: entry(
    409,
    kept.unchanged,
    ["这份材料已经注销或撤销", "新发的请用新的编号登记。"],
    ["This paper has been revoked", "Register a new one under a reference of its own."],
  ),
  grant_not_withdrawable: entry(
    409,
    kept.unchanged,
    ["这项授权不能撤回", "没有同意过的、依法使用的，不用撤回。"],
    [
      "This grant cannot be withdrawn",
      "What was refused, or is used by statutory duty, needs no withdrawal.",
    ],
  ),
  ticket_refused: entry(
    403,
    kept.notGiven,
    ["签发单位没有认可交付凭证", "请重新兑取。"],
    ["The owner did not accept the delivery ticket", "Redeem again."],
  ),
  paper_missing: entry(
    404,
    kept.notGiven,
    ["签发单位找不到这份材料", "不用您做什么，部门会去核对。"],
    ["The owner cannot find this paper", "Nothing for you to do; the department will ask."],
  ),
  paper_changed: entry(
    409,
    kept.notGiven,
    ["材料和登记时不一样", "不用您做什么，部门会去核对。"],
    ["The paper is not what was registered", "Nothing for you to do; the department will ask."],
  ),
  paper_unmarkable: entry(
    409,
    kept.notGiven,
    ["这份材料加不上水印", "不用您做什么，部门会去核对。"],
    ["This paper cannot be given its watermark", "Nothing for you to do; the department will ask."],
  ),
  webhook_refused: entry(
    422,
    kept.unsaved,
    ["这个回调地址不能用", "请换成公网的加密地址，或请平台放行。"],
    [
      "This address cannot be a webhook",
      "Name a public https address, or ask the hub's operator to allow its network.",
    ],
  ),
  webhooks_full: entry(
    409,
    kept.unsaved,
    ["回调地址已有 10 个", "请先删除不用的。"],
    ["The department has 10 webhooks already", "Remove one that is not used."],
  ),
  owner_away: entry(
    502,
    kept.applicationStands,
    ["签发单位的系统连不上，不是您的问题", "恢复后由部门去取。"],
    ["The owner's system is away; it is not your fault", "The department fetches the paper later."],
  ),
  delivery_untrusted: entry(
    502,
    kept.notUsed,
    ["收到的材料没有通过核对", "不用您做什么，部门会去核对。"],
    [
      "What the owner sent did not pass its checks",
      "Nothing for you to do; the department will ask.",
    ],
  ),
} as const satisfies Record<string, ProblemEntry>

/** A code of the catalogue. */
export type ProblemCode = keyof typeof problems
