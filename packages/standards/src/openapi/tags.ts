/** The resources of the contract: the first part of each operation's id. */
export const tags = [
  { name: "cases", description: "办件: opened by a citizen, reported by a department." },
  { name: "items", description: "政务服务事项: what can be applied for." },
  {
    name: "materials",
    description: "材料/电子证照: registered by its owner, redeemed by a recipient.",
  },
  { name: "surfaces", description: "选材页: the hub's page in which a citizen picks papers." },
  { name: "surface", description: "What the material surface itself asks." },
  { name: "consents", description: "单独同意: one sensitive paper, on a page of its own." },
  { name: "grants", description: "授权: what a citizen has agreed to, and takes back." },
  { name: "service", description: "What the hub is, and whether it serves." },
  { name: "session", description: "The citizen's login at the hub." },
  { name: "sessions", description: "Which logins of a portal have ended." },
  { name: "subjects", description: "自然人: as one department knows them." },
  { name: "events", description: "事件通知: what happened to a department's cases." },
  { name: "webhooks", description: "回调地址: where events are posted to." },
  { name: "deliveries", description: "交付: an owner gives out one paper for a delivery ticket." },
] as const
