import type { Language, ProblemText } from "@tongban/standards"

type Cause = Record<Language, ProblemText>

/**
 * What no answer of the hub tells of, in words. What it refuses comes with its own; the whole catalogue
 * would be a quarter of what a page loads.
 */
export const causes = {
  network: {
    "zh-CN": { title: "连不上", next: "请检查网址和网络，再试一次。" },
    en: { title: "cannot be reached", next: "Check the address and the network, then try again." },
  },
  timeout: {
    "zh-CN": { title: "没有按时答复", next: "可以再试，用同一个键不会重复办理。" },
    en: {
      title: "did not answer in time",
      next: "Try again; a write with the same key is not done twice.",
    },
  },
  aborted: {
    "zh-CN": { title: "操作已取消", next: "不用处理。" },
    en: { title: "The caller aborted the operation", next: "Nothing to mend." },
  },
  drift: {
    "zh-CN": { title: "答复不符合约定", next: "请核对网址、中间的代理，以及双方的版本。" },
    en: {
      title: "was not answered as the contract says",
      next: "Check the address, the proxies in between, and the versions of both sides.",
    },
  },
  unsent: {
    "zh-CN": { title: "请求没有发出，有内容不符合约定", next: "请按提示改正后再发。" },
    en: {
      title: "The request was not sent: it is not as the contract says",
      next: "Correct what is named and call again.",
    },
  },
  unproven: {
    "zh-CN": { title: "接入应用没能证明身份", next: "请核对编号、密钥和本机的时间。" },
    en: {
      title: "The client could not prove who it is",
      next: "Check its id, its keys and this machine's clock.",
    },
  },
  refused: {
    "zh-CN": { title: "对方没有接受，也没有说明原因", next: "请核对网址和中间的代理。" },
    en: {
      title: "The other side refused and did not say why",
      next: "Check the address and the proxies in between.",
    },
  },
} as const satisfies Record<string, Cause>
